package dev.eclusa.server.manage.routing;

import dev.eclusa.engine.resilience.Breaker;
import dev.eclusa.engine.resilience.Standing;
import dev.eclusa.engine.resilience.Standings;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /debug/circuit-breakers/reset}: closes every breaker and ends every rest. */
public final class BreakerResetRoute implements ManagementRoute {
    private final Standings standings;

    /** Resets these. */
    public BreakerResetRoute(Standings standings) {
        this.standings = standings;
    }

    @Override
    public Access access() {
        return Access.OPERATOR;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public Answer handle(Request request) {
        long now = System.nanoTime();
        int open = 0;
        for (Standing standing : standings.deployments()) {
            open += standing.breaker().state(now) == Breaker.State.CLOSED ? 0 : 1;
            standing.reset(now);
        }
        ObjectNode node = JsonCodec.object();
        node.put("reset", standings.deployments().size());
        node.put("were_open", open);
        return Answer.ok(node);
    }
}
