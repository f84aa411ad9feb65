package dev.eclusa.protocol.gemini;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Results of tools: an object here, text in most other dialects. */
final class GeminiToolResults {
    /** Names under which clients wrap a result that is no object. */
    private static final List<String> WRAPPERS = List.of("result", "output", "error");

    private GeminiToolResults() {}

    /** The text of a response: what was wrapped, or the object itself. */
    static String text(JsonNode response) {
        if (response.size() == 1) {
            for (String wrapper : WRAPPERS) {
                JsonNode wrapped = response.path(wrapper);
                if (wrapped.isString()
                        && !JsonCodec.tree(new Json(wrapped.asString())).isObject()) {
                    return wrapped.asString();
                }
            }
        }
        return response.isMissingNode() ? "" : JsonCodec.text(response);
    }

    /** The object of a text: the object it is, or one that wraps it. */
    static ObjectNode object(String text, boolean failed) {
        if (JsonCodec.tree(new Json(text.isBlank() ? "\"\"" : text)) instanceof ObjectNode object) {
            return object;
        }
        return JsonCodec.object().put(failed ? "error" : "result", text);
    }
}
