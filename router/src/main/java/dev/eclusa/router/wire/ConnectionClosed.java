package dev.eclusa.router.wire;

/** The provider closed the connection before its answer was whole. */
public final class ConnectionClosed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConnectionClosed() {
        super("closed", null, false, false);
    }
}
