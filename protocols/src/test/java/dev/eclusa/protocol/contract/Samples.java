package dev.eclusa.protocol.contract;

import dev.eclusa.core.Json;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.contract.Exchanges.Exchange;
import dev.eclusa.protocol.frame.BinaryMessage;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Small exchanges of each dialect, written for these tests: one conversation with a tool, as each dialect says it. */
final class Samples {
    private static final JsonNode NONE = JsonCodec.object().path("none");

    private Samples() {}

    static List<Exchange> of(String dialect) {
        return switch (dialect) {
            case "openai" -> List.of(request(dialect, OPENAI), stream(dialect, OPENAI_STREAM));
            case "responses" -> List.of(request(dialect, RESPONSES), stream(dialect, RESPONSES_STREAM));
            case "anthropic" -> List.of(request(dialect, ANTHROPIC), stream(dialect, ANTHROPIC_STREAM));
            case "gemini" -> List.of(request(dialect, GEMINI), stream(dialect, GEMINI_STREAM));
            case "cohere" -> List.of(request(dialect, COHERE), stream(dialect, COHERE_STREAM));
            case "bedrock" -> List.of(request(dialect, BEDROCK), stream(dialect, messages(BEDROCK_STREAM)));
            default -> List.of(request(dialect, OLLAMA), stream(dialect, OLLAMA_STREAM));
        };
    }

    private static Exchange request(String dialect, String text) {
        return new Exchange(dialect + " request", dialect, dialect, JsonCodec.tree(new Json(text)), NONE, "");
    }

    private static Exchange stream(String dialect, String text) {
        return new Exchange(dialect + " stream", dialect, dialect, NONE, NONE, text);
    }

    /** Lines of an event's name and its payload as binary messages, each byte a character. */
    private static String messages(String lines) {
        ByteSink out = new ByteSink(1024);
        lines.lines().forEach(line -> {
            int space = line.indexOf(' ');
            byte[] payload = line.substring(space + 1).getBytes(StandardCharsets.UTF_8);
            BinaryMessage.event(line.substring(0, space), payload, out);
        });
        return new String(out.take(), StandardCharsets.ISO_8859_1);
    }

    private static final String OPENAI = """
            {"model":"m","max_tokens":500,"temperature":0.5,"stop":["END"],
             "messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is this, and how warm is it in Évora?"},
               {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},
              {"role":"assistant","content":"Let me look.","tool_calls":[
               {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Évora\\"}"}},
               {"id":"call_2","type":"function","function":{"name":"clock","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"call_1","content":"31 degrees"},
              {"role":"tool","tool_call_id":"call_2","content":"{\\"hour\\":14}"},
              {"role":"user","content":"And tomorrow?"}],
             "tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather",
               "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
              {"type":"function","function":{"name":"clock","parameters":{"type":"object","properties":{}}}}],
             "tool_choice":"required"}
            """;

    private static final String OPENAI_STREAM = """
            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Olá, é "},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"clock","arguments":"{"}}]},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":\\"Évora\\"}"}}]},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]},"finish_reason":null}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":5}}}

            data: [DONE]

            """;

    private static final String RESPONSES = """
            {"model":"m","max_output_tokens":500,"temperature":0.5,"instructions":"Be brief.","store":false,
             "input":[{"role":"user","content":[{"type":"input_text","text":"What is this, and how warm is it in Évora?"},
               {"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo=","detail":"auto"}]},
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"I need the weather."}],"encrypted_content":"signed.c2ln"},
              {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Let me look.","annotations":[]}]},
              {"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":"{\\"city\\":\\"Évora\\"}","status":"completed"},
              {"type":"function_call","id":"fc_2","call_id":"call_2","name":"clock","arguments":"{}","status":"completed"},
              {"type":"function_call_output","call_id":"call_1","output":"31 degrees"},
              {"type":"function_call_output","call_id":"call_2","output":"{\\"hour\\":14}"},
              {"role":"user","content":"And tomorrow?"}],
             "tools":[{"type":"function","name":"weather","description":"Tells the weather","strict":false,
               "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},
              {"type":"function","name":"clock","parameters":{"type":"object","properties":{}},"strict":false}],
             "tool_choice":"required","reasoning":{"effort":"low"},"include":["reasoning.encrypted_content"]}
            """;

    private static final String RESPONSES_STREAM = """
            event: response.created
            data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"m","output":[]}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}

            event: response.reasoning_summary_part.added
            data: {"type":"response.reasoning_summary_part.added","sequence_number":2,"item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}

            event: response.reasoning_summary_text.delta
            data: {"type":"response.reasoning_summary_text.delta","sequence_number":3,"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Weather é?"}

            event: response.output_item.done
            data: {"type":"response.output_item.done","sequence_number":4,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Weather é?"}],"encrypted_content":"c2ln"}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":5,"output_index":1,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","sequence_number":6,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"Olá.","logprobs":[]}

            event: response.output_item.done
            data: {"type":"response.output_item.done","sequence_number":7,"output_index":1,"item":{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Olá.","annotations":[]}]}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":8,"output_index":2,"item":{"id":"fc_1","type":"function_call","status":"in_progress","arguments":"","call_id":"call_1","name":"weather"}}

            event: response.output_item.added
            data: {"type":"response.output_item.added","sequence_number":9,"output_index":3,"item":{"id":"fc_2","type":"function_call","status":"in_progress","arguments":"","call_id":"call_2","name":"clock"}}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","sequence_number":10,"item_id":"fc_1","output_index":2,"delta":"{\\"city\\":"}

            event: response.function_call_arguments.delta
            data: {"type":"response.function_call_arguments.delta","sequence_number":11,"item_id":"fc_1","output_index":2,"delta":"\\"Évora\\"}"}

            event: response.output_item.done
            data: {"type":"response.output_item.done","sequence_number":12,"output_index":2,"item":{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\\"city\\":\\"Évora\\"}","call_id":"call_1","name":"weather"}}

            event: response.output_item.done
            data: {"type":"response.output_item.done","sequence_number":13,"output_index":3,"item":{"id":"fc_2","type":"function_call","status":"completed","arguments":"{}","call_id":"call_2","name":"clock"}}

            event: response.completed
            data: {"type":"response.completed","sequence_number":14,"response":{"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Olá.","annotations":[]}]}],"usage":{"input_tokens":20,"input_tokens_details":{"cached_tokens":5},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":29}}}

            """;

    private static final String ANTHROPIC = """
            {"model":"m","max_tokens":2500,"system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
             "stop_sequences":["END"],"thinking":{"type":"enabled","budget_tokens":1024},
             "messages":[{"role":"user","content":[
               {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},
               {"type":"text","text":"What is this, and how warm is it in Évora?"}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"I need the weather.","signature":"c2ln"},
               {"type":"text","text":"Let me look."},
               {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Évora"}},
               {"type":"tool_use","id":"toolu_2","name":"clock","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"31 degrees"},
               {"type":"tool_result","tool_use_id":"toolu_2","content":[{"type":"text","text":"no clock"}],"is_error":true},
               {"type":"text","text":"And tomorrow?"}]}],
             "tools":[{"name":"weather","description":"Tells the weather",
               "input_schema":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}},
              {"name":"clock","input_schema":{"type":"object","properties":{}}}],
             "tool_choice":{"type":"auto","disable_parallel_tool_use":true},"metadata":{"user_id":"u1"}}
            """;

    private static final String ANTHROPIC_STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":15,"cache_read_input_tokens":5,"cache_creation_input_tokens":0,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Weather é?"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: ping
            data: {"type":"ping"}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Olá."}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"\\"Évora\\"}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: content_block_start
            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"clock","input":{}}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":3}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":30}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private static final String GEMINI = """
            {"systemInstruction":{"parts":[{"text":"Be brief."}]},
             "contents":[{"parts":[{"text":"What is this, and how warm is it in Évora?"},
               {"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo="}}]},
              {"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Évora"}},"thoughtSignature":"c2ln"},
               {"functionCall":{"name":"clock","args":{}}}]},
              {"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"result":"31 degrees"}}},
               {"functionResponse":{"name":"clock","response":{"hour":14}}}]},
              {"role":"user","parts":[{"text":"And tomorrow?"}]}],
             "tools":[{"functionDeclarations":[{"name":"weather","description":"Tells the weather",
               "parameters":{"type":"OBJECT","properties":{"city":{"type":"STRING"}},"required":["city"]}},{"name":"clock"}]}],
             "toolConfig":{"functionCallingConfig":{"mode":"ANY"}},
             "generationConfig":{"maxOutputTokens":500,"temperature":0.5,"topK":40,"stopSequences":["END"],
              "thinkingConfig":{"thinkingBudget":2048,"includeThoughts":true}},
             "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]}
            """;

    private static final String GEMINI_STREAM = """
            data: {"candidates":[{"content":{"parts":[{"text":"Weather é?","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"thoughtsTokenCount":4,"totalTokenCount":24},"modelVersion":"m","responseId":"r1"}

            data: {"candidates":[{"content":{"parts":[{"text":"Olá."}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":2,"thoughtsTokenCount":4,"totalTokenCount":26},"modelVersion":"m","responseId":"r1"}

            data: {"candidates":[{"content":{"parts":[{"functionCall":{"name":"weather","args":{"city":"Évora"}},"thoughtSignature":"c2ln"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":8,"thoughtsTokenCount":4,"totalTokenCount":32},"modelVersion":"m","responseId":"r1"}

            data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":9,"thoughtsTokenCount":4,"cachedContentTokenCount":5,"totalTokenCount":33},"modelVersion":"m","responseId":"r1"}

            """.replace("\n", "\r\n");

    private static final String OLLAMA = """
            {"model":"m","messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":"What is this, and how warm is it in Évora?","images":["iVBORw0KGgo="]},
              {"role":"assistant","content":"Let me look.","thinking":"I need the weather.","tool_calls":[
               {"function":{"name":"weather","arguments":{"city":"Évora"}}},{"function":{"name":"clock","arguments":{}}}]},
              {"role":"tool","tool_name":"weather","content":"31 degrees"},
              {"role":"tool","tool_name":"clock","content":"14"},
              {"role":"user","content":"And tomorrow?"}],
             "tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather",
               "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
              {"type":"function","function":{"name":"clock","parameters":{"type":"object","properties":{}}}}],
             "options":{"num_predict":500,"temperature":0.5,"top_k":40,"num_ctx":8192,"stop":["END"]},"think":true}
            """;

    private static final String OLLAMA_STREAM = """
            {"model":"m","created_at":"2026-08-01T10:00:00Z","message":{"role":"assistant","content":"","thinking":"Weather é?"},"done":false}
            {"model":"m","created_at":"2026-08-01T10:00:00Z","message":{"role":"assistant","content":"Olá."},"done":false}
            {"model":"m","created_at":"2026-08-01T10:00:01Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_1","function":{"index":0,"name":"weather","arguments":{"city":"Évora"}}}]},"done":false}
            {"model":"m","created_at":"2026-08-01T10:00:02Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":20,"eval_count":9}
            """;

    private static final String COHERE = """
            {"model":"m","max_tokens":500,"temperature":0.5,"p":0.9,"k":40,"stop_sequences":["END"],"safety_mode":"OFF",
             "messages":[{"role":"system","content":"Be brief."},
              {"role":"user","content":[{"type":"text","text":"What is this, and how warm is it in Évora?"},
               {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]},
              {"role":"assistant","tool_plan":"Let me look.","tool_calls":[
               {"id":"weather_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Évora\\"}"}},
               {"id":"clock_1","type":"function","function":{"name":"clock","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"weather_1","content":[{"type":"document","document":{"id":"1","data":"31 degrees"}}]},
              {"role":"tool","tool_call_id":"clock_1","content":"{\\"hour\\":14}"},
              {"role":"user","content":"And tomorrow?"}],
             "tools":[{"type":"function","function":{"name":"weather","description":"Tells the weather",
               "parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}},
              {"type":"function","function":{"name":"clock","parameters":{"type":"object","properties":{}}}}],
             "tool_choice":"REQUIRED","thinking":{"type":"enabled","token_budget":4096}}
            """;

    private static final String COHERE_STREAM = """
            event: message-start
            data: {"id":"c1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

            event: content-start
            data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}}

            event: content-delta
            data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"I need the weather."}}}}

            event: content-end
            data: {"type":"content-end","index":0}

            event: tool-plan-delta
            data: {"type":"tool-plan-delta","delta":{"message":{"tool_plan":"Olá, é "}}}

            event: tool-call-start
            data: {"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"weather_1","type":"function","function":{"name":"weather","arguments":""}}}}}

            event: tool-call-delta
            data: {"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\\"city\\":\\"Évora\\"}"}}}}}

            event: tool-call-end
            data: {"type":"tool-call-end","index":0}

            event: tool-call-start
            data: {"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"clock_1","type":"function","function":{"name":"clock","arguments":""}}}}}

            event: tool-call-end
            data: {"type":"tool-call-end","index":1}

            event: message-end
            data: {"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{"billed_units":{"input_tokens":12,"output_tokens":7},"tokens":{"input_tokens":20,"output_tokens":9},"cached_tokens":5}}}

            data: [DONE]

            """;

    private static final String BEDROCK = """
            {"system":[{"text":"Be brief."},{"cachePoint":{"type":"default","ttl":"1h"}}],
             "messages":[{"role":"user","content":[{"text":"What is this, and how warm is it in Évora?"},
               {"image":{"format":"png","source":{"bytes":"iVBORw0KGgo="}}},{"cachePoint":{"type":"default"}}]},
              {"role":"assistant","content":[
               {"reasoningContent":{"reasoningText":{"text":"I need the weather.","signature":"c2ln"}}},
               {"reasoningContent":{"redactedContent":"AAEC/w=="}},
               {"text":"Let me look."},
               {"toolUse":{"toolUseId":"tooluse_1","name":"weather","input":{"city":"Évora"}}},
               {"toolUse":{"toolUseId":"tooluse_2","name":"clock","input":{}}}]},
              {"role":"user","content":[
               {"toolResult":{"toolUseId":"tooluse_1","content":[{"text":"31 degrees"}],"status":"success"}},
               {"toolResult":{"toolUseId":"tooluse_2","content":[{"json":{"hour":14}}],"status":"error"}},
               {"text":"And tomorrow?"},{"guardContent":{"text":{"text":"Mind this.","qualifiers":["query"]}}}]}],
             "inferenceConfig":{"maxTokens":2500,"temperature":0.5,"stopSequences":["END"]},
             "toolConfig":{"tools":[{"toolSpec":{"name":"weather","description":"Tells the weather",
               "inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}},
              {"toolSpec":{"name":"clock","inputSchema":{"json":{"type":"object","properties":{}}}}},
              {"cachePoint":{"type":"default"}}],"toolChoice":{"any":{}}},
             "guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},
             "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{
               "name":"answer","schema":"{\\"type\\":\\"object\\",\\"properties\\":{}}"}}}},
             "additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024},"anthropic_beta":["b"]}}
            """;

    private static final String BEDROCK_STREAM = """
            messageStart {"p":"abc","role":"assistant"}
            contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Weather é?"}},"p":"ab"}
            contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"c2ln"}},"p":"ab"}
            contentBlockStop {"contentBlockIndex":0,"p":"abcd"}
            contentBlockDelta {"contentBlockIndex":1,"delta":{"text":"Olá."},"p":"abcdefgh"}
            contentBlockStop {"contentBlockIndex":1}
            contentBlockStart {"contentBlockIndex":2,"start":{"toolUse":{"name":"weather","toolUseId":"tooluse_1"}}}
            contentBlockDelta {"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\\"city\\":"}}}
            contentBlockDelta {"contentBlockIndex":2,"delta":{"toolUse":{"input":"\\"Évora\\"}"}}}
            contentBlockStop {"contentBlockIndex":2}
            contentBlockStart {"contentBlockIndex":3,"start":{"toolUse":{"name":"clock","toolUseId":"tooluse_2"}}}
            contentBlockStop {"contentBlockIndex":3}
            messageStop {"stopReason":"tool_use"}
            metadata {"metrics":{"latencyMs":500},"usage":{"inputTokens":15,"outputTokens":30,"totalTokens":50,"cacheReadInputTokens":5,"cacheWriteInputTokens":0}}
            """;
}
