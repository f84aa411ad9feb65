package dev.eclusa.app;

import dev.eclusa.core.money.Cost;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Received;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** What becomes of a call whose words are the fate's name. */
enum Fate {
    WHOLE,
    STREAMED,
    BROKEN,
    REFUSED,
    ELSEWHERE,
    LEFT;

    /** 1,000 prompt and 500 answer tokens: 0.002 USD at the prices of {@link TestGateway}. */
    static final String ANSWER = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"x\",\"choices\":["
            + "{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,\"total_tokens\":1500}}";

    /** What a whole answer costs. */
    static final Cost SOLD_EACH = new Cost(2_000_000);

    /** Does with each call what its words say. */
    static ScriptedProvider provider(Reply elsewhere) {
        return ScriptedProvider.expecting(0, Integer.MAX_VALUE)
                .when(of(WHOLE), Reply.json(ANSWER))
                .when(
                        of(STREAMED),
                        Reply.sse(Chunks.role(), Chunks.text("Hi"), Chunks.stop(), Chunks.usage(), Chunks.done()))
                .when(of(BROKEN), Reply.sse(Chunks.role(), Chunks.text("Some words before it ends")))
                .when(
                        of(REFUSED),
                        Reply.json(400, "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}"))
                .when(of(ELSEWHERE), elsewhere)
                .when(
                        of(LEFT),
                        Reply.sse(Chunks.role(), Chunks.text("Hi"))
                                .then(new Step.Delay(Duration.ofSeconds(20)), Chunks.stop(), Chunks.done()));
    }

    private static Predicate<Received> of(Fate fate) {
        return request -> request.bodyText().contains(fate.name());
    }

    private static final List<Fate> ALL = List.of(values());

    /** One of them. */
    static Fate any(Random random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /** Whether a call of this fate is answered whole. */
    boolean isWhole() {
        return this == WHOLE || this == STREAMED || this == ELSEWHERE;
    }

    /** Makes such a call; the answer, except where the client leaves. */
    Optional<Response> call(int port, String key, String id) {
        boolean streamed = this == STREAMED || this == BROKEN || this == LEFT;
        String body = "{\"model\":\"m\",\"stream\":" + streamed + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + this + "\"}]}";
        List<Header> headers =
                Header.list("Authorization", "Bearer " + key, "Content-Type", "application/json", "X-Request-Id", id);
        try (RawClient client = RawClient.connect(port)) {
            client.request("POST", "/v1/chat/completions", headers, body);
            if (this == LEFT) {
                client.readHead();
                client.readPiece();
                return Optional.empty();
            }
            return Optional.of(client.read());
        }
    }
}
