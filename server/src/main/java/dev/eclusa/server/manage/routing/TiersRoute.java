package dev.eclusa.server.manage.routing;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.trial.TierPromises;
import dev.eclusa.server.manage.ManagementRoute;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/tiers}: the members of each tier, the latency it promises, and how many calls came within it. */
public final class TiersRoute implements ManagementRoute {
    private final Routes routes;
    private final TierPromises promises;

    /** Tells of the tiers of these routes. */
    public TiersRoute(Routes routes, TierPromises promises) {
        this.routes = routes;
        this.promises = promises;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Answer handle(Request request) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode tiers = answer.putArray("tiers");
        promises.kept().forEach((tier, kept) -> tiers.add(told(tier, kept)));
        return Answer.ok(answer);
    }

    private ObjectNode told(Tier tier, TierPromises.Kept kept) {
        ObjectNode told = JsonCodec.object().put("name", tier.label()).put("number", tier.number());
        ArrayNode members = told.putArray("members");
        if (routes.resolve(tier.label()) instanceof Routes.Resolution.Found found) {
            found.group().candidates().stream().map(Candidate::name).forEach(members::add);
        }
        told.putObject("target_latency_ms")
                .put("local", kept.promise().local().toMillis())
                .put("cloud", kept.promise().cloud().toMillis());
        told.put("calls", kept.calls().sum());
        kept.share().ifPresentOrElse(share -> told.put("share_within", share), () -> told.putNull("share_within"));
        return told;
    }
}
