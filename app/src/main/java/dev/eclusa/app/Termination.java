package dev.eclusa.app;

/** What happens when the process is told to stop: work under way is finished, and the exit code is 0. */
final class Termination {
    private Termination() {}

    /**
     * Runs the drain once, on SIGTERM, SIGINT or any other way out that still lets code run. The process ends with the drain,
     * because the runtime's own exit code after a signal would be 143.
     */
    static void drainsWith(Runnable drain) {
        Runnable last = () -> {
            try {
                drain.run();
            } finally {
                Runtime.getRuntime().halt(0);
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(last, "drain"));
    }
}
