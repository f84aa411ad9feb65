package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One prompt answered by several models side by side: each of them a call like any other of the same key, accounted and
 * limited, so that what is compared is what callers would get.
 */
public final class Comparison {
    private static final int MOST = 8;

    private final GatewaySettings settings;
    private final EventLoop loop;
    private final InboundCall call;
    private final ClientSide client;
    private final ObjectNode body;
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private int waiting;
    private boolean gone;

    private Comparison(GatewaySettings settings, EventLoop loop, InboundCall call, ClientSide client, ObjectNode body) {
        this.settings = settings;
        this.loop = loop;
        this.call = call;
        this.client = client;
        this.body = body;
    }

    /** Answers a request for a comparison: a chat request with {@code models} in place of {@code model}. */
    public static void run(GatewaySettings settings, EventLoop loop, InboundCall call, ClientSide client) {
        settings.identify().find(call.key(), loop, found -> {
            switch (found) {
                case Identify.Found.Known known -> {
                    try {
                        new Comparison(settings, loop, call, client, JsonCodec.request(call.body()))
                                .begin(known.caller());
                    } catch (InvalidRequest invalid) {
                        refuse(settings, call, client, invalid.failure());
                    }
                }
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

    private void begin(Caller caller) {
        List<String> models = models();
        body.remove(List.of("models", "stream", "stream_options"));
        if (!body.has("messages")) {
            body.putArray("messages").addObject().put("role", "user").set("content", prompt());
        }
        waiting = models.size();
        GatewaySettings own = settings.onBehalfOf(caller, CallListener.NONE);
        client.onGone(this::leave);
        for (String model : models) {
            sides.put(model, new Side());
        }
        for (int i = 0; i < models.size(); i++) {
            RequestPath.run(own, loop, asked(models.get(i), i + 1), side(models.get(i)));
        }
    }

    private List<String> models() {
        List<String> models = body.path("models")
                .valueStream()
                .map(name -> name.asString(""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (models.isEmpty() || models.size() > MOST) {
            throw InvalidRequest.of("'models' lists the models to compare, one to " + MOST + " of them.", "models");
        }
        return models;
    }

    private JsonNode prompt() {
        JsonNode prompt = body.remove("prompt");
        if (prompt == null || !prompt.isString()) {
            throw InvalidRequest.of(
                    "There are 'messages' as in a chat request, or a 'prompt' that is text.", "messages");
        }
        return prompt;
    }

    private InboundCall asked(String model, int number) {
        body.put("model", model);
        String id = call.requestId().isEmpty() ? "" : call.requestId() + "-" + number;
        return new InboundCall(
                call.dialect(),
                JsonCodec.bytes(body),
                "",
                false,
                call.framing(),
                call.endpoint(),
                id,
                call.key(),
                call.address(),
                call.header(),
                System.currentTimeMillis(),
                System.nanoTime());
    }

    private Side side(String model) {
        return java.util.Objects.requireNonNull(sides.get(model), "made above");
    }

    private void leave() {
        gone = true;
        sides.values().forEach(side -> side.left.run());
    }

    private void ended() {
        waiting--;
        if (waiting > 0 || gone) {
            return;
        }
        ObjectNode answer = JsonCodec.object();
        var results = answer.putArray("results");
        sides.forEach((model, side) -> results.add(side.told(model)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-request-id", call.requestId().isEmpty() ? "compare-" + call.arrivedNanos() : call.requestId());
        client.answer(200, headers, JsonCodec.bytes(answer));
    }

    private static void refuse(GatewaySettings settings, InboundCall call, ClientSide client, Failure failure) {
        ErrorAnswer.send(client, call, settings.manners(), call.requestId(), failure, 0, ErrorAnswer.Asked.NOBODY);
    }

    /** The client of one of the calls: keeps the answer until all are there. */
    private final class Side implements ClientSide {
        private final long beganNanos = System.nanoTime();
        private Runnable left = () -> {};
        private long tookMillis;
        private int status;
        private Map<String, String> headers = Map.of();
        private byte[] body = new byte[0];

        @Override
        public void answer(int answered, Map<String, String> answerHeaders, byte[] answerBody) {
            status = answered;
            headers = answerHeaders;
            body = answerBody;
            tookMillis = (System.nanoTime() - beganNanos) / 1_000_000;
            left = () -> {};
            ended();
        }

        ObjectNode told(String model) {
            JsonNode answer = JsonCodec.answer(body, 0, body.length);
            ObjectNode told = JsonCodec.object();
            told.put("model", model).put("status", status).put("latency_ms", tookMillis);
            told.put("provider", headers.getOrDefault("x-eclusa-provider", ""));
            told.put("provider_model", headers.getOrDefault("x-eclusa-model", ""));
            Optional.ofNullable(headers.get("x-eclusa-cost")).ifPresent(cost -> told.put("cost", new BigDecimal(cost)));
            if (status == 200) {
                JsonNode choice = answer.path("choices").path(0);
                told.set("text", choice.path("message").path("content"));
                told.set("finish_reason", choice.path("finish_reason"));
                told.set("usage", answer.path("usage"));
                told.set("answer", answer);
            } else {
                told.set("error", answer.path("error"));
            }
            return told;
        }

        @Override
        public void begin(Map<String, String> answerHeaders, byte[] first) {
            throw new IllegalStateException("none of the calls is streamed");
        }

        @Override
        public void write(byte[] bytes) {}

        @Override
        public void end(byte[] last) {}

        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void onRoom(Runnable action) {}

        @Override
        public void onGone(Runnable action) {
            left = action;
        }
    }
}
