package dev.eclusa.app;

import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Step;
import java.util.List;

/**
 * One question with a tool, and one answer that calls it, as each dialect says them.
 *
 * @param dialect the dialect's name, which is also its provider preset's
 * @param finish the word for an answer that waits for a tool
 * @param terminator how a stream shows that it is whole
 */
record Talk(String dialect, String finish, String terminator, String whole, List<String> chunks) {
    static final Talk OPENAI = new Talk(
            "openai",
            "\"finish_reason\":\"tool_calls\"",
            "data: [DONE]",
            """
            {"id":"c1","object":"chat.completion","created":1,"model":"real","choices":[{"index":0,"message":{"role":"assistant","content":"Olá","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Évora\\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30,"prompt_tokens_details":{"cached_tokens":5}}}""",
            List.of(
                    "{\"id\":\"c1\",\"model\":\"real\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
                    "{\"id\":\"c1\",\"model\":\"real\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Olá\"}}]}",
                    "{\"id\":\"c1\",\"model\":\"real\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\"}}]}}]}",
                    "{\"id\":\"c1\",\"model\":\"real\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Évora\\\"}\"}}]}}]}",
                    "{\"id\":\"c1\",\"model\":\"real\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                    "{\"id\":\"c1\",\"model\":\"real\",\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":10,\"total_tokens\":30,\"prompt_tokens_details\":{\"cached_tokens\":5}}}",
                    "[DONE]"));

    static final Talk ANTHROPIC = new Talk(
            "anthropic",
            "\"stop_reason\":\"tool_use\"",
            "event: message_stop",
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"real","content":[{"type":"text","text":"Olá"},{"type":"tool_use","id":"call_1","name":"weather","input":{"city":"Évora"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":15,"cache_read_input_tokens":5,"output_tokens":10}}""",
            List.of(
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"real\",\"content\":[],\"usage\":{\"input_tokens\":15,\"cache_read_input_tokens\":5,\"output_tokens\":1}}}",
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Olá\"}}",
                    "{\"type\":\"content_block_stop\",\"index\":0}",
                    "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"weather\",\"input\":{}}}",
                    "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"}}",
                    "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Évora\\\"}\"}}",
                    "{\"type\":\"content_block_stop\",\"index\":1}",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":10}}",
                    "{\"type\":\"message_stop\"}"));

    static final Talk GEMINI = new Talk(
            "gemini",
            "\"finishReason\":\"STOP\"",
            "\"finishReason\":\"STOP\"",
            """
            {"candidates":[{"content":{"parts":[{"text":"Olá"},{"functionCall":{"id":"call_1","name":"weather","args":{"city":"Évora"}}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":10,"cachedContentTokenCount":5,"totalTokenCount":30},"modelVersion":"real","responseId":"r1"}""",
            List.of(
                    "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Olá\"}],\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"real\",\"responseId\":\"r1\"}",
                    "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"id\":\"call_1\",\"name\":\"weather\",\"args\":{\"city\":\"Évora\"}}}],\"role\":\"model\"},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":20,\"candidatesTokenCount\":10,\"cachedContentTokenCount\":5,\"totalTokenCount\":30},\"modelVersion\":\"real\",\"responseId\":\"r1\"}"));

    static final Talk OLLAMA = new Talk(
            "ollama",
            "\"done_reason\":\"stop\"",
            "\"done\":true",
            """
            {"model":"real","created_at":"2026-08-01T10:00:00Z","message":{"role":"assistant","content":"Olá","tool_calls":[{"id":"call_1","function":{"name":"weather","arguments":{"city":"Évora"}}}]},"done":true,"done_reason":"stop","prompt_eval_count":20,"eval_count":10}""",
            List.of(
                    "{\"model\":\"real\",\"created_at\":\"2026-08-01T10:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"Olá\"},\"done\":false}",
                    "{\"model\":\"real\",\"created_at\":\"2026-08-01T10:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"Évora\"}}}]},\"done\":false}",
                    "{\"model\":\"real\",\"created_at\":\"2026-08-01T10:00:01Z\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":20,\"eval_count\":10}"));

    static final Talk RESPONSES = new Talk(
            "responses",
            "\"status\":\"completed\"",
            "event: response.completed",
            """
            {"id":"resp_1","object":"response","created_at":1,"status":"completed","error":null,"model":"real","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Olá","annotations":[]}]},{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\\"city\\":\\"Évora\\"}","call_id":"call_1","name":"weather"}],"usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":5},"output_tokens":10,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":30}}""",
            List.of(
                    "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"in_progress\",\"model\":\"real\",\"output\":[]}}",
                    "{\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}}",
                    "{\"type\":\"response.output_text.delta\",\"sequence_number\":2,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"Olá\"}",
                    "{\"type\":\"response.output_item.added\",\"sequence_number\":3,\"output_index\":1,\"item\":{\"id\":\"fc_1\",\"type\":\"function_call\",\"status\":\"in_progress\",\"arguments\":\"\",\"call_id\":\"call_1\",\"name\":\"weather\"}}",
                    "{\"type\":\"response.function_call_arguments.delta\",\"sequence_number\":4,\"item_id\":\"fc_1\",\"output_index\":1,\"delta\":\"{\\\"city\\\":\\\"Évora\\\"}\"}",
                    "{\"type\":\"response.completed\",\"sequence_number\":5,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"model\":\"real\",\"output\":[],\"usage\":{\"input_tokens\":20,\"input_tokens_details\":{\"cached_tokens\":5},\"output_tokens\":10,\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":30}}}"));

    static final Talk COHERE = new Talk(
            "cohere",
            "\"finish_reason\":\"TOOL_CALL\"",
            "event: message-end",
            """
            {"id":"c1","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"Olá","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Évora\\"}"}}]},"usage":{"billed_units":{"input_tokens":12,"output_tokens":8},"tokens":{"input_tokens":20,"output_tokens":10},"cached_tokens":5}}""",
            List.of(
                    "{\"id\":\"c1\",\"type\":\"message-start\",\"delta\":{\"message\":{\"role\":\"assistant\",\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[],\"citations\":[]}}}",
                    "{\"type\":\"tool-plan-delta\",\"delta\":{\"message\":{\"tool_plan\":\"Olá\"}}}",
                    "{\"type\":\"tool-call-start\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}}}}",
                    "{\"type\":\"tool-call-delta\",\"index\":0,\"delta\":{\"message\":{\"tool_calls\":{\"function\":{\"arguments\":\"{\\\"city\\\":\\\"Évora\\\"}\"}}}}}",
                    "{\"type\":\"tool-call-end\",\"index\":0}",
                    "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"TOOL_CALL\",\"usage\":{\"billed_units\":{\"input_tokens\":12,\"output_tokens\":8},\"tokens\":{\"input_tokens\":20,\"output_tokens\":10},\"cached_tokens\":5}}}",
                    "[DONE]"));

    static final List<Talk> ALL = List.of(OPENAI, ANTHROPIC, GEMINI, OLLAMA, COHERE);

    /** Where a client of the dialect sends its call. */
    String path(boolean stream) {
        return switch (dialect) {
            case "openai" -> "/v1/chat/completions";
            case "responses" -> "/v1/responses";
            case "anthropic" -> "/v1/messages";
            case "cohere" -> "/v2/chat";
            case "gemini" -> "/v1beta/models/m:" + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
            default -> "/api/chat";
        };
    }

    /** The preset of a provider that answers a client in this dialect. */
    String preset(Talk client) {
        return switch (dialect) {
            case "openai" -> client.equals(RESPONSES) ? "openai-compatible" : "openai";
            case "responses" -> "openai";
            default -> dialect;
        };
    }

    /** The question. */
    String request(boolean stream) {
        return switch (dialect) {
            case "openai" -> """
                {"model":"m","stream":%s,"stream_options":{"include_usage":true},"max_tokens":100,
                 "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"How warm is Évora?"}],
                 "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
                """.formatted(stream);
            case "responses" -> """
                {"model":"m","stream":%s,"max_output_tokens":100,"instructions":"Be brief.","input":"How warm is Évora?",
                 "tools":[{"type":"function","name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]}
                """.formatted(stream);
            case "anthropic" -> """
                {"model":"m","stream":%s,"max_tokens":100,"system":"Be brief.",
                 "messages":[{"role":"user","content":"How warm is Évora?"}],
                 "tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]}
                """.formatted(stream);
            case "gemini" -> """
                {"systemInstruction":{"parts":[{"text":"Be brief."}]},"contents":[{"role":"user","parts":[{"text":"How warm is Évora?"}]}],
                 "generationConfig":{"maxOutputTokens":100},
                 "tools":[{"functionDeclarations":[{"name":"weather","parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}}}}]}]}
                """;
            case "cohere" -> """
                {"model":"m","stream":%s,"max_tokens":100,
                 "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"How warm is Évora?"}],
                 "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
                """.formatted(stream);
            default -> """
                {"model":"m","stream":%s,"options":{"num_predict":100},
                 "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"How warm is Évora?"}],
                 "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
                """.formatted(stream);
        };
    }

    /** The answer as a provider of the dialect sends it, in pieces of a few bytes where it is a stream. */
    Reply answer(boolean stream) {
        if (!stream) {
            return Reply.json(whole);
        }
        Step[] steps = chunks.stream()
                .map(chunk -> switch (dialect) {
                    case "ollama" -> Step.send(chunk + "\n");
                    case "anthropic", "responses" -> Step.event(chunk.split("\"")[3], chunk);
                    case "cohere" ->
                        chunk.equals("[DONE]")
                                ? Step.data(chunk)
                                : Step.event(chunk.split("type\":\"")[1].split("\"")[0], chunk);
                    default -> Step.data(chunk);
                })
                .toArray(Step[]::new);
        return dialect.equals("ollama") ? Reply.stream("application/x-ndjson", steps) : Reply.sse(steps);
    }

    @Override
    public String toString() {
        return dialect;
    }
}
