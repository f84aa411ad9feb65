package dev.eclusa.router.sharing;

/**
 * This gateway among those that count together.
 *
 * @param epoch it has joined; empty for none yet
 * @param gateways that lived when it last heard; at least 1
 * @param reached whether the counters answer
 */
record Membership(String epoch, int gateways, boolean reached) {
    static final Membership NONE = new Membership("", 1, false);

    Membership lost() {
        return new Membership(epoch, gateways, false);
    }

    Membership joined(String other, int living) {
        return new Membership(other, Math.max(1, living), true);
    }
}
