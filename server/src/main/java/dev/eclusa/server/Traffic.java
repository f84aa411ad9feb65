package dev.eclusa.server;

import dev.eclusa.core.failure.Failure;

/** Is told of what comes through the door. Called on event loops; must return at once. */
public interface Traffic {
    /** Nobody is told. */
    Traffic NOBODY = new Traffic() {
        @Override
        public void ended(String method, String endpoint, int status, long nanos) {}

        @Override
        public void denied(Failure failure) {}

        @Override
        public void suspected(Suspicion what) {}
    };

    /** What looks like somebody who means no good. */
    enum Suspicion {
        /** A key was sent that nobody knows. */
        UNKNOWN_KEY,
        /** A path was asked for that the key's role may not use. */
        FORBIDDEN_PATH,
        /** A body's end could be read in two ways. */
        TRANSFER_ENCODING,
        /** A body came too slowly. */
        SLOW_BODY
    }

    /**
     * A request was answered, or its client left.
     *
     * @param endpoint the route's pattern, never a path as it was sent
     * @param status what was answered; 499 where the client left before
     * @param nanos from its head to its end
     */
    void ended(String method, String endpoint, int status, long nanos);

    /** A management request was refused for who sent it. */
    void denied(Failure failure);

    /** Something looks suspicious. */
    void suspected(Suspicion what);
}
