package dev.eclusa.server.manage.routing;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Decisions;
import dev.eclusa.server.manage.ManagementRoute;

/** {@code GET /api/decisions/{request_id}}: what was decided for a call, and why; for the key that made it, and for admins. */
public final class DecisionRoute implements ManagementRoute {
    private final Decisions decisions;

    /** Reads these. */
    public DecisionRoute(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Answer handle(Request request) {
        return decisions
                .find(request.below("/api/decisions/"))
                .filter(decision -> request.caller().admin()
                        || decision.owner().equals(request.caller().name()))
                .map(decision -> Answer.ok(DecisionJson.of(decision)))
                .orElseThrow(
                        () -> new Refused(
                                Failure.OfCaller.of(
                                        Failure.OfCaller.Kind.NOT_FOUND,
                                        "No decision of a call with this id is kept; the last 2,000 are. Take the id from x-request-id.")));
    }
}
