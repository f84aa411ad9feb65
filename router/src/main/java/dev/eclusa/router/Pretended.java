package dev.eclusa.router;

import dev.eclusa.core.cache.KnownAnswer;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer that the caller says itself, LiteLLM's {@code mock_response} (recorded, 1.106.2): for keys whose metadata has
 * {@code allow_client_mock_response}; no provider is asked, and it costs nothing.
 */
final class Pretended {
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final Map<String, Failure.OfProvider.Kind> FAILURES = Map.of(
            "litellm.RateLimitError", Failure.OfProvider.Kind.RATE_LIMITED,
            "litellm.ContextWindowExceededError", Failure.OfProvider.Kind.CONTEXT_OVERFLOW,
            "litellm.InternalServerError", Failure.OfProvider.Kind.MALFORMED);

    private Pretended() {}

    /** The failure that a word of LiteLLM's stands for. */
    static Optional<Failure> failure(String said) {
        return Optional.ofNullable(FAILURES.get(said))
                .map(kind -> Failure.OfProvider.of(kind, "This is a mock " + said + ", as the call says."));
    }

    /** The words as a model's answer. */
    static KnownAnswer answer(String said, DecodedRequest request, String requestId, Target target) {
        long prompt = request.estimate().tokens();
        long written = Math.ceilDiv(said.length(), CHARACTERS_A_TOKEN);
        ObjectNode answer = JsonCodec.object()
                .put("id", "chatcmpl-" + requestId)
                .put("object", "chat.completion")
                .put("created", System.currentTimeMillis() / 1000)
                .put("model", request.named());
        ObjectNode choice =
                answer.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message").put("role", "assistant").put("content", said);
        answer.putObject("usage")
                .put("prompt_tokens", prompt)
                .put("completion_tokens", written)
                .put("total_tokens", prompt + written);
        KnownAnswer.Origin origin = new KnownAnswer.Origin(target.provider(), target.model(), 0, "openai", Set.of());
        return new KnownAnswer(JsonCodec.bytes(answer), origin, List.of(), Duration.ZERO, System.nanoTime());
    }
}
