package dev.eclusa.testkit;

/** How a streamed reply ends once its steps are done. */
public enum Ending {
    /** Properly: the last chunk is written and the connection lives on (except where only closing can end the body). */
    COMPLETE,
    /** The connection is closed in order (FIN) without the terminating chunk. */
    EOF,
    /** The connection is reset (RST), as when the provider's process dies. */
    RESET,
    /** Nothing more is sent and the connection stays open until the client or the test closes it. */
    HANG
}
