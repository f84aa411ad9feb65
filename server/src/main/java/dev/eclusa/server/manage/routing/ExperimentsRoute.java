package dev.eclusa.server.manage.routing;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.trial.Arm;
import dev.eclusa.router.trial.Experiments;
import dev.eclusa.router.trial.Interval;
import dev.eclusa.server.manage.ManagementRoute;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/experiments}: every model whose calls are split, its arms, and how each does, with 95 % intervals. */
public final class ExperimentsRoute implements ManagementRoute {
    private static final MathContext DIGITS = new MathContext(6);

    private final Experiments experiments;

    /** Tells of these. */
    public ExperimentsRoute(Experiments experiments) {
        this.experiments = experiments;
    }

    @Override
    public Access access() {
        return Access.VIEWER;
    }

    @Override
    public Answer handle(Request request) {
        ObjectNode answer = JsonCodec.object();
        ObjectNode models = answer.putObject("experiments");
        experiments.arms().forEach((model, arms) -> models.set(model, told(arms)));
        return Answer.ok(answer);
    }

    private static ObjectNode told(Map<String, Arm> arms) {
        ObjectNode node = JsonCodec.object();
        arms.forEach((name, arm) -> {
            Arm.Seen seen = arm.seen();
            ObjectNode told = node.putObject(name);
            told.put("calls", seen.calls());
            told.set("success_rate", told(seen.success()));
            told.set("latency_ms", told(seen.latencyMillis()));
            told.set("cost", told(seen.dollars()));
            told.set("output_tokens", told(seen.outputTokens()));
        });
        return node;
    }

    private static ObjectNode told(Interval interval) {
        return JsonCodec.object()
                .put("value", plain(interval.value()))
                .put("low", plain(interval.low()))
                .put("high", plain(interval.high()));
    }

    private static BigDecimal plain(double value) {
        BigDecimal rounded = new BigDecimal(value, DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
