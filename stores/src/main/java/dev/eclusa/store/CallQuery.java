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
 * @param filter what else they must be
 */
public record CallQuery(
        String id, String key, String user, long fromMillis, long toMillis, int limit, long before, Filter filter) {

    public CallQuery {
        limit = Math.max(limit, 1);
    }

    /** Any team, model and end. */
    public CallQuery(String id, String key, String user, long fromMillis, long toMillis, int limit, long before) {
        this(id, key, user, fromMillis, toMillis, limit, before, Filter.NONE);
    }

    /** The first page. */
    public CallQuery(String id, String key, String user, long fromMillis, long toMillis, int limit) {
        this(id, key, user, fromMillis, toMillis, limit, Long.MAX_VALUE);
    }

    /** How a call came to its end. */
    public enum Ending {
        /** In any way. */
        ANY,
        /** Its answer reached its end. */
        SUCCESS,
        /** In any other way. */
        FAILURE
    }

    /**
     * What else rows must be.
     *
     * @param team of the key
     * @param model the provider's model id
     */
    public record Filter(String team, String model, Ending ending) {
        /** Anything. */
        public static final Filter NONE = new Filter("", "", Ending.ANY);
    }

    /** The newest rows of all. */
    public static CallQuery newest(int limit) {
        return new CallQuery("", "", "", 0, Long.MAX_VALUE, limit);
    }

    /** The same, for the page after. */
    public CallQuery before(long next) {
        return new CallQuery(id, key, user, fromMillis, toMillis, limit, next, filter);
    }

    /** The same, of some only. */
    public CallQuery only(Filter other) {
        return new CallQuery(id, key, user, fromMillis, toMillis, limit, before, other);
    }
}
