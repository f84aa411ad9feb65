package dev.eclusa.server.manage.routing;

import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.router.Choice;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.InboundCall;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/route/explain}: decides for a chat request as it stands, without calling anybody. */
public final class ExplainRoute implements ManagementRoute {
    private final Supplier<GatewaySettings> settings;

    /** Decides under the settings in force. */
    public ExplainRoute(Supplier<GatewaySettings> settings) {
        this.settings = settings;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public Answer handle(Request request) {
        GatewaySettings now = settings.get();
        Choice choice = Choice.explained(now.routes(), now.routing(), call(now, request), request.caller());
        if (choice.decision().isEmpty()) {
            throw new Refused(choice.refusal().orElseThrow());
        }
        ObjectNode node = DecisionJson.of(choice.decision().get());
        choice.refusal().ifPresent(refusal -> {
            ObjectNode told = node.putObject("refusal");
            told.put("status", refusal.status());
            told.put("message", refusal.message());
        });
        return Answer.ok(node);
    }

    private static InboundCall call(GatewaySettings settings, Request request) {
        return new InboundCall(
                settings.dialects().named("openai", Set.of()),
                request.body(),
                "",
                false,
                AnswerStyle.Framing.SSE,
                "/ai/chat/completions",
                request.header("x-request-id"),
                "",
                "",
                request::header,
                System.currentTimeMillis(),
                System.nanoTime());
    }
}
