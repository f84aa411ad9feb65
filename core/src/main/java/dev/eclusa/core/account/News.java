package dev.eclusa.core.account;

/** What gateways tell each other at once. A word that is lost does no harm: everybody also looks now and then. */
public interface News {
    /** Tells nobody; for a gateway that is alone. */
    News NONE = new News() {
        @Override
        public void tell(Topic topic) {}

        @Override
        public void on(Topic topic, Runnable heard) {}
    };

    /** What happened. */
    enum Topic {
        /** Accounts changed. */
        ACCOUNTS,
        /** What is counted together began anew. */
        EPOCH
    }

    /** Tells the others, without waiting. */
    void tell(Topic topic);

    /** Runs something, quick and on any thread, when another gateway told of it. */
    void on(Topic topic, Runnable heard);
}
