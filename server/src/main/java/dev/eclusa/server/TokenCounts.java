package dev.eclusa.server;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.router.ClientSide;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.InboundCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers how many tokens a prompt has, counted here: an upper bound, no provider is asked. */
final class TokenCounts {
    private static final int BYTES_A_TOKEN = 3;

    private TokenCounts() {}

    static void answer(GatewaySettings settings, InboundCall call, ClientSide client) {
        if (settings.identify().caller(call.key()).isEmpty()) {
            refuse(
                    call,
                    client,
                    Failure.OfCaller.of(
                            Failure.OfCaller.Kind.NOT_AUTHENTICATED,
                            "The API key is missing or not valid. Send a gateway key as 'Authorization: Bearer KEY'."));
            return;
        }
        try {
            dev.eclusa.protocol.json.JsonCodec.request(call.body());
        } catch (InvalidRequest invalid) {
            refuse(call, client, invalid.failure());
            return;
        }
        long tokens = Math.max(1, call.body().length / BYTES_A_TOKEN);
        String name = call.dialect().name().equals("gemini") ? "totalTokens" : "input_tokens";
        byte[] body = ("{\"" + name + "\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
        client.answer(200, Map.of("content-type", "application/json"), body);
    }

    private static void refuse(InboundCall call, ClientSide client, Failure failure) {
        var error = call.dialect().errors().encode(failure, call.requestId());
        client.answer(error.status(), Map.of("content-type", "application/json"), error.body());
    }
}
