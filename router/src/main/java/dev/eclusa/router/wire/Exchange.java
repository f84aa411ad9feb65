package dev.eclusa.router.wire;

/** One call on a connection: hears what comes. After {@code ended} or {@code failed} nothing more is heard. */
public interface Exchange {
    /** A connection is there for the call, which is to be {@linkplain ProviderConnection#start started} on it now. */
    void connected(ProviderConnection connection);

    /** Whether a connection is still wanted. */
    boolean isWaiting();

    /** The head of the answer. */
    void head(AnswerHead head);

    /** Bytes of the answer's body, from the front of the array, valid during the call only. */
    void bytes(byte[] bytes, int length);

    /** The answer is whole. */
    void ended();

    /** There is no connection, or it broke. */
    void failed(Throwable cause);
}
