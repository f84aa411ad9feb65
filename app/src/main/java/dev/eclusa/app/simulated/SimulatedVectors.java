package dev.eclusa.app.simulated;

import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Made-up vectors: they mean nothing, but the same text has the same one. */
final class SimulatedVectors {
    private static final int USUAL = 8;
    private static final int MOST = 4096;

    private SimulatedVectors() {}

    /** The answer to a request in OpenAI's form. */
    static ObjectNode answer(JsonNode request) {
        JsonNode input = request.path("input");
        ObjectNode answer = JsonCodec.object().put("object", "list").put("model", "simulated");
        ArrayNode data = answer.putArray("data");
        boolean alone = !input.isArray() || input.path(0).isNumber();
        for (JsonNode one : alone ? JsonCodec.array().add(input) : input) {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            embedding(
                    item, vector(JsonCodec.text(one), request.path("dimensions").asInt(USUAL)), request);
        }
        long tokens = Math.max(1, JsonCodec.text(input).length() / 4);
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    private static void embedding(ObjectNode item, Vector vector, JsonNode request) {
        if (request.path("encoding_format").asString("").equals("base64")) {
            item.put("embedding", vector.base64());
        } else {
            byte[] numbers = vector.numbers().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            item.set("embedding", JsonCodec.answer(numbers, 0, numbers.length));
        }
    }

    private static Vector vector(String text, int dimensions) {
        SplittableRandom random = new SplittableRandom(text.hashCode());
        StringJoiner numbers = new StringJoiner(",", "[", "]");
        for (int i = 0; i < Math.clamp(dimensions, 1, MOST); i++) {
            numbers.add(Integer.toString(random.nextInt(-999, 1000)) + "e-3");
        }
        return new Vector(numbers.toString());
    }
}
