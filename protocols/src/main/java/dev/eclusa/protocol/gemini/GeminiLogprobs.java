package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Log probabilities: {@code logprobsResult} here, a list of tokens in the vocabulary (OpenAI's form). */
final class GeminiLogprobs {
    private GeminiLogprobs() {}

    /** The vocabulary's form of a result. */
    static Json read(JsonNode result) {
        ObjectNode node = JsonCodec.object();
        ArrayNode content = node.putArray("content");
        int position = 0;
        for (JsonNode chosen : result.path("chosenCandidates")) {
            ObjectNode token = token(chosen);
            ArrayNode top = token.putArray("top_logprobs");
            result.path("topCandidates").path(position++).path("candidates").forEach(one -> top.add(token(one)));
            content.add(token);
        }
        return JsonCodec.json(node);
    }

    private static ObjectNode token(JsonNode candidate) {
        String text = candidate.path("token").asString("");
        ObjectNode token = JsonCodec.object().put("token", text);
        token.set("logprob", candidate.path("logProbability"));
        ArrayNode bytes = token.putArray("bytes");
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(one & 0xFF);
        }
        return token;
    }

    /** A result of the vocabulary's pieces. */
    static ObjectNode write(List<Json> pieces) {
        ObjectNode result = JsonCodec.object();
        ArrayNode top = result.putArray("topCandidates");
        ArrayNode chosen = result.putArray("chosenCandidates");
        for (Json piece : pieces) {
            for (JsonNode token : JsonCodec.tree(piece).path("content")) {
                chosen.add(candidate(token));
                ArrayNode candidates = top.addObject().putArray("candidates");
                token.path("top_logprobs").forEach(one -> candidates.add(candidate(one)));
            }
        }
        return result;
    }

    private static ObjectNode candidate(JsonNode token) {
        ObjectNode candidate =
                JsonCodec.object().put("token", token.path("token").asString(""));
        candidate.set("logProbability", token.path("logprob"));
        return candidate;
    }
}
