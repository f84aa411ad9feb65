package dev.eclusa.router;

import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import dev.eclusa.engine.strategy.Strategies;
import dev.eclusa.protocol.InvalidRequest;
import java.util.Optional;

/** What a caller asks of the deployment, in the terms of routing. */
final class Wishes {
    private Wishes() {}

    /**
     * A call's wishes.
     *
     * @throws InvalidRequest when it names a strategy that does not exist
     */
    static Needs.Wishes of(CallExtras.Wanted wanted, Routing routing) {
        if (wanted.equals(CallExtras.Wanted.NOTHING)) {
            return Needs.Wishes.NONE;
        }
        return new Needs.Wishes(
                wanted.preferred(),
                wanted.only(),
                wanted.localOnly(),
                wanted.region(),
                wanted.maxCost(),
                wanted.maxLatency(),
                strategy(wanted.strategy(), routing));
    }

    private static Optional<Strategy> strategy(String name, Routing routing) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Strategy> strategy = routing.strategies().named(name);
        if (strategy.isEmpty()) {
            throw InvalidRequest.of(
                    "There are the strategies " + String.join(", ", Strategies.NAMES) + ".", "strategy");
        }
        return strategy;
    }

    /** Whose call it is: the user known or named, else the key. */
    static Needs.Origin origin(DecodedRequest request, Caller caller) {
        String known = caller.owner().user();
        String named = known.isEmpty() ? request.extras().user() : known;
        return new Needs.Origin(
                named.isEmpty() ? caller.name() : named, request.extras().session());
    }

    /** What tells the call's conversation from all others, the key's own among them; empty when it need not stay. */
    static String session(Routing routing, DecodedRequest request, Caller caller) {
        if (routing.keep() == Routing.Keep.NOTHING) {
            return "";
        }
        String named = request.extras().session();
        String told = named.isEmpty() && routing.keep() == Routing.Keep.PROMPTS
                ? request.conversation().beginning()
                : named;
        return told.isEmpty() ? "" : caller.name() + "/" + told;
    }
}
