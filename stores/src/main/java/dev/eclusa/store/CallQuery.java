package dev.eclusa.store;

/**
 * Which rows of the ledger are wanted; empty texts match all.
 *
 * @param id a call id or a client's request id
 * @param key name of a key
 * @param user a user
 * @param fromMillis began at or after, epoch milliseconds
 * @param toMillis began before, epoch milliseconds
 * @param limit most rows, newest first; at least 1
 * @param before only rows older than this one: {@link CallPage#next} of the page before
 */
public record CallQuery(String id, String key, String user, long fromMillis, long toMillis, int limit, long before) {

    public CallQuery {
        limit = Math.max(limit, 1);
    }

    /** The first page. */
    public CallQuery(String id, String key, String user, long fromMillis, long toMillis, int limit) {
        this(id, key, user, fromMillis, toMillis, limit, Long.MAX_VALUE);
    }

    /** The newest rows of all. */
    public static CallQuery newest(int limit) {
        return new CallQuery("", "", "", 0, Long.MAX_VALUE, limit);
    }

    /** The same, for the page after. */
    public CallQuery before(long next) {
        return new CallQuery(id, key, user, fromMillis, toMillis, limit, next);
    }
}
