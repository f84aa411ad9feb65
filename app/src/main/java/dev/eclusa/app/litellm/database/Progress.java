package dev.eclusa.app.litellm.database;

/** Hears how far a takeover has come. */
@FunctionalInterface
public interface Progress {
    /** A step goes on; the total is 0 where it has none. */
    void at(String step, long done, long total);
}
