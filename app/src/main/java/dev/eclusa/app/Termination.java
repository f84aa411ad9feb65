package dev.eclusa.app;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** What happens when the process is told to stop: work under way is finished, and the exit code is 0. */
final class Termination {
    private Termination() {}

    /** Runs the drain once, on SIGTERM, SIGINT or any other way out that still lets code run. */
    static void drainsWith(Runnable drain) {
        AtomicBoolean begun = new AtomicBoolean();
        Runnable once = () -> {
            if (begun.compareAndSet(false, true)) {
                drain.run();
            }
        };
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(
                    new Signal(name),
                    signal -> Thread.ofPlatform().name("drain").start(() -> {
                        once.run();
                        System.exit(0);
                    }));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(once, "drain at exit"));
    }
}
