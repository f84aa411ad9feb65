package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.router.CallListener;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** A gateway in this process that serves a configuration file the way {@code eclusa serve --config FILE --data DIR} does. */
public final class ServedFile implements AutoCloseable {
    private final Gateway gateway;

    private ServedFile(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Listens on a port of the system's choice; the environment is empty. */
    public static ServedFile start(Path file, Path data) {
        Wanted wanted = new Wanted();
        new CommandLine(wanted).parseArgs("--config", file.toString(), "--data", data.toString());
        Configuration configuration = switch (new StartingPoint(Map.of()).find(wanted.places)) {
            case StartingPoint.Found.Usable usable -> usable.configuration();
            case StartingPoint.Found.Wrong wrong ->
                throw new AssertionError(wrong.problems().toString());
        };
        Configuration listening =
                configuration.withServer(configuration.server().listening("127.0.0.1", 0));
        return new ServedFile(Gateway.start(listening, data, new KeyFiles(Map.of()), CallListener.NONE));
    }

    /** The port it listens on. */
    public int port() {
        return gateway.port();
    }

    /** Waits until every call that was answered is among the figures. */
    public void settle() {
        gateway.ledger().flush();
    }

    @Override
    public void close() {
        gateway.close();
    }

    @CommandLine.Command(name = "serve")
    private static final class Wanted {
        @CommandLine.Mixin
        private final Places places = new Places();
    }
}
