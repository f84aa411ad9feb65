package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import tools.jackson.databind.JsonNode;

/** What tests of the management API do again and again: as the admin, unless a key is named. */
final class Managing {
    private static final String BEARER = "Bearer " + TestGateway.MASTER;

    private Managing() {}

    /** A provider that answers each of so many calls with {@link Fate#ANSWER}, which costs 0.002 USD. */
    static ScriptedProvider answering(int calls) {
        return ScriptedProvider.expecting(calls).always(Reply.json(Fate.ANSWER));
    }

    static Response admin(TestGateway gateway, String path, String body) {
        return gateway.post(path, body, "Authorization", BEARER);
    }

    /** What must succeed. */
    static JsonNode done(TestGateway gateway, String path, String body) {
        return json(admin(gateway, path, body));
    }

    static JsonNode get(TestGateway gateway, String path) {
        return json(gateway.get(path, TestGateway.MASTER));
    }

    static JsonNode json(Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        return JsonCodec.answer(response.body(), 0, response.body().length);
    }

    static String key(TestGateway gateway, String asked) {
        return done(gateway, "/key/generate", asked).path("key").asString();
    }

    static Response call(TestGateway gateway, String key) {
        return gateway.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
                "Authorization",
                "Bearer " + key);
    }
}
