package dev.eclusa.router;

import dev.eclusa.engine.routing.Plan;

/** Hears of every call on its way to a provider, and may make another of it. Called on the call's event loop. */
@FunctionalInterface
public interface Copies {
    /** None is made. */
    Copies NONE = (settings, loop, call, requestId, plan) -> {};

    /**
     * A call is about to be made.
     *
     * @param requestId how the client knows it
     */
    void sent(GatewaySettings settings, EventLoop loop, InboundCall call, String requestId, Plan plan);
}
