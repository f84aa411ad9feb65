package dev.eclusa.protocol.responses;

import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The object a response is: what stands in it before, between and after its output. */
final class ResponsesObject {
    private ResponsesObject() {}

    /** A response of a status, without error and usage. */
    static ObjectNode of(String id, String model, AnswerStyle style, String status, ArrayNode output) {
        ObjectNode node = JsonCodec.object();
        node.put("id", id).put("object", "response").put("created_at", style.createdSeconds());
        node.put("status", status).put("background", false);
        node.putNull("error").putNull("incomplete_details").putNull("instructions");
        node.putNull("max_output_tokens").put("model", model);
        node.set("output", output);
        node.put("parallel_tool_calls", true).putNull("previous_response_id");
        node.putObject("reasoning").putNull("effort").putNull("summary");
        node.put("store", false).putNull("temperature");
        node.putObject("text").putObject("format").put("type", "text");
        node.put("tool_choice", "auto").putArray("tools");
        node.putNull("top_p").put("truncation", "disabled");
        node.putNull("usage").putNull("user").putObject("metadata");
        return node;
    }
}
