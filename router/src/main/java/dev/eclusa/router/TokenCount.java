package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.tokens.TokenEstimate;
import dev.eclusa.router.wire.AnswerHead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * How many tokens a prompt has. The provider is asked where it speaks the caller's dialect, since only it knows; else, and
 * when it does not answer in time, the prompt is estimated here. Nothing is charged.
 */
public final class TokenCount {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String SOURCE = "x-eclusa-count";

    private final InboundCall call;
    private final ClientSide client;
    private final String model;
    private final long estimate;
    private boolean answered;

    private TokenCount(InboundCall call, ClientSide client, String model, long estimate) {
        this.call = call;
        this.client = client;
        this.model = model;
        this.estimate = estimate;
    }

    /** Answers a call that asks for a count. */
    public static void run(GatewaySettings settings, EventLoop loop, InboundCall call, ClientSide client) {
        settings.identify().find(call.key(), loop, found -> {
            switch (found) {
                case Identify.Found.Known known -> run(settings, loop, call, client, known.caller());
                case Identify.Found.Nobody nobody ->
                    refuse(
                            settings,
                            call,
                            client,
                            Refusals.unknownKey(settings.identify().unknown(call.key())));
                case Identify.Found.Unreachable nobodyElse ->
                    refuse(settings, call, client, Refusals.keysUnreachable());
            }
        });
    }

    private static void run(
            GatewaySettings settings, EventLoop loop, InboundCall call, ClientSide client, Caller caller) {
        try {
            ObjectNode body = JsonCodec.request(call.body());
            ObjectNode prompt = body.path("generateContentRequest") instanceof ObjectNode inner ? inner : body;
            var request = call.dialect()
                    .requests()
                    .decode(new RequestSource(JsonCodec.bytes(prompt), call.pathModel(), false));
            String model = call.qualified(request.model());
            TokenCount count = new TokenCount(call, client, model, TokenEstimate.of(request));
            switch (settings.routes().resolve(caller.owner().grants().model(model))) {
                case Routes.Resolution.Unknown unknown ->
                    refuse(settings, call, client, Refusals.unknownModel(caller, model, unknown.nearMatches()));
                case Routes.Resolution.Found found -> {
                    if (caller.mayCall(model, found.group().name())
                            || caller.mayCall(request.model(), found.group().name())) {
                        count.ask(loop, found.group().first(), body);
                    } else {
                        refuse(
                                settings,
                                call,
                                client,
                                Refusals.forbiddenModel(
                                        model,
                                        caller.forbidding(model, found.group().name())));
                    }
                }
            }
        } catch (InvalidRequest invalid) {
            refuse(settings, call, client, invalid.failure());
        }
    }

    private void ask(EventLoop loop, Target target, ObjectNode body) {
        if (!target.dialect().equals(call.dialect().name())) {
            answerEstimate();
            return;
        }
        if (body.has("model")) {
            body.put("model", target.model());
        }
        String path = target.endpoint().callPath();
        String counting = path.endsWith(":generateContent")
                ? path.replace(":generateContent", ":countTokens")
                : path + "/count_tokens";
        long latest = System.nanoTime() + LONGEST.toNanos();
        Map<String, String> headers = new LinkedHashMap<>();
        UpstreamHeaders.forward(call.header(), target.endpoint().forwarded(), headers);
        ProviderCall wire = new ProviderCall(
                loop,
                target.calledAs(counting),
                false,
                latest,
                target.timeouts().firstToken(),
                new Reply());
        client.onGone(wire::cancel);
        wire.send(JsonCodec.bytes(body), headers);
    }

    /** Hears the provider's count. */
    private final class Reply implements ProviderCall.Listener {
        private final ByteArrayOutputStream held = new ByteArrayOutputStream(128);
        private int status;

        @Override
        public void head(AnswerHead head) {
            status = head.status();
        }

        @Override
        public void bytes(byte[] bytes, int length) {
            held.write(bytes, 0, length);
        }

        @Override
        public void ended() {
            if (status == 200) {
                answer(held.toByteArray(), "provider");
            } else {
                answerEstimate();
            }
        }

        @Override
        public void failed(Failure.OfProvider failure) {
            answerEstimate();
        }
    }

    private void answerEstimate() {
        String name = call.dialect().name().equals("gemini") ? "totalTokens" : "input_tokens";
        String body = "{\"" + name + "\":" + Math.max(1, estimate) + "}";
        answer(body.getBytes(StandardCharsets.UTF_8), "estimate");
    }

    private void answer(byte[] body, String source) {
        if (answered) {
            return;
        }
        answered = true;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-request-id", call.requestId().isEmpty() ? "count-" + call.arrivedNanos() : call.requestId());
        headers.put("x-eclusa-model", HeaderText.safe(model));
        headers.put(SOURCE, source);
        client.answer(200, headers, body);
    }

    private static void refuse(GatewaySettings settings, InboundCall call, ClientSide client, Failure failure) {
        ErrorAnswer.send(client, call, settings.manners(), call.requestId(), failure, 0, ErrorAnswer.Asked.NOBODY);
    }
}
