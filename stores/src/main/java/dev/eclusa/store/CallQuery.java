package dev.eclusa.store;

/**
 * Which rows of the ledger are wanted; empty texts match all.
 *
 * @param id a call id or a client's request id
 * @param key name of a key
 * @param user a user
 * @param fromMillis began at or after, epoch milliseconds
 * @param toMillis began before, epoch milliseconds
 * @param limit most rows, newest first
 */
public record CallQuery(String id, String key, String user, long fromMillis, long toMillis, int limit) {
    /** The newest rows of all. */
    public static CallQuery newest(int limit) {
        return new CallQuery("", "", "", 0, Long.MAX_VALUE, limit);
    }
}
