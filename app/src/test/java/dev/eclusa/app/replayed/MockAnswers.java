package dev.eclusa.app.replayed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The answers of the mock upstream: six tokens whatever is asked, and a prompt of as many as it has words, and three. */
final class MockAnswers {
    private static final String TEXT = "Hello from the mock upstream.";

    private MockAnswers() {}

    static MockAnswer of(String path, String model, JsonNode request, int call) {
        if (model.startsWith("err") || model.equals("claude-overload")) {
            return failure(model);
        }
        Asked asked = new Asked(model, request, call, promptTokens(request));
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (last) {
            case "completions" -> path.endsWith("/chat/completions") ? chat(asked) : completion(asked);
            case "messages" -> messages(asked);
            case "responses" -> responses(asked);
            case "embeddings" -> embeddings(asked);
            case "models" -> MockAnswer.json("{\"object\":\"list\",\"data\":[]}");
            case "count_tokens" -> MockAnswer.json("{\"input_tokens\":" + asked.prompt() + "}");
            case "moderations" ->
                MockAnswer.json("{\"id\":\"modr-mock\",\"model\":\"" + model
                        + "\",\"results\":[{\"flagged\":false,\"categories\":{\"hate\":false,\"violence\":false},"
                        + "\"category_scores\":{\"hate\":0.01,\"violence\":0.02}}]}");
            case "generations" -> MockAnswer.json("{\"created\":1,\"data\":[{\"b64_json\":\"aGVsbG8=\"}]}");
            case "speech" -> MockAnswer.bytes("audio/mpeg", "ID3mock");
            default ->
                MockAnswer.error(
                        404, "application/json", "{\"error\":{\"message\":\"no such path\",\"type\":\"x\"}}", Map.of());
        };
    }

    private record Asked(String model, JsonNode request, int call, int prompt) {
        boolean streams() {
            return request.path("stream").asBoolean(false);
        }

        boolean wantsUsage() {
            return request.path("stream_options").path("include_usage").asBoolean(false);
        }

        String tool() {
            return request.path("tools").path(0).path("function").path("name").asString("");
        }
    }

    private static int promptTokens(JsonNode request) {
        Stream<JsonNode> messages = request.path("messages").valueStream();
        String text = messages.map(message -> message.path("content"))
                .map(content -> content.isString()
                        ? content.asString()
                        : content.valueStream()
                                .map(part -> part.path("text").asString(""))
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" "));
        String all = text + " " + request.path("prompt").asString("") + " "
                + request.path("input").asString("");
        return all.isBlank() ? 3 : all.strip().split("\\s+").length + 3;
    }

    private static MockAnswer failure(String model) {
        return switch (model) {
            case "errctx" ->
                error(
                        400,
                        "This model's maximum context length is 8192 tokens. However, your messages resulted in "
                                + "9000 tokens.",
                        "invalid_request_error",
                        "\"context_length_exceeded\"",
                        Map.of());
            case "errfilter" ->
                error(
                        400,
                        "The response was filtered due to the prompt triggering content management policy.",
                        "invalid_request_error",
                        "\"content_filter\"",
                        Map.of());
            case "errhtml" -> MockAnswer.error(502, "text/html", "<html><body>Bad Gateway</body></html>", Map.of());
            case "claude-overload" ->
                MockAnswer.error(
                        529,
                        "application/json",
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                        Map.of());
            case "err429" ->
                error(
                        429,
                        "Rate limit reached for err429 in organization org-mock on requests per min.",
                        "requests",
                        "\"rate_limit_exceeded\"",
                        Map.of("retry-after", "7", "x-ratelimit-remaining-requests", "0"));
            default -> {
                int status = Integer.parseInt(model.substring(3));
                String type = status >= 500 ? "server_error" : "invalid_request_error";
                yield error(status, "The mock answers " + status + ".", type, "null", Map.of());
            }
        };
    }

    private static MockAnswer error(int status, String message, String type, String code, Map<String, String> headers) {
        String body = "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type + "\",\"param\":null,\"code\":"
                + code + "}}";
        return MockAnswer.error(status, "application/json", body, headers);
    }

    private static MockAnswer chat(Asked asked) {
        String head = "{\"id\":\"chatcmpl-mock" + asked.call() + "\",\"object\":\"chat.completion"
                + (asked.streams() ? ".chunk" : "") + "\",\"created\":1795219661,\"model\":\"" + asked.model()
                + "\",\"system_fingerprint\":\"fp_mock\",\"service_tier\":\"default\",";
        String usage = "\"usage\":{\"prompt_tokens\":" + asked.prompt() + ",\"completion_tokens\":6,\"total_tokens\":"
                + (asked.prompt() + 6)
                + ",\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":"
                + "{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,"
                + "\"rejected_prediction_tokens\":0}}";
        if (asked.streams()) {
            return chunks(asked, head, usage);
        }
        String message = asked.tool().isEmpty()
                ? "{\"role\":\"assistant\",\"content\":\"" + TEXT + "\",\"refusal\":null,\"annotations\":[]}"
                : "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
                        + call(asked, "", "{\\\"city\\\":\\\"Paris\\\"}") + "]}";
        String finish = asked.tool().isEmpty() ? "stop" : "tool_calls";
        String choices = IntStream.range(0, asked.request().path("n").asInt(1))
                .mapToObj(i -> "{\"index\":" + i + ",\"message\":" + message + ",\"finish_reason\":\"" + finish
                        + "\",\"logprobs\":null}")
                .collect(Collectors.joining(","));
        return MockAnswer.json(head + "\"choices\":[" + choices + "]," + usage + "}");
    }

    private static String call(Asked asked, String index, String arguments) {
        return "{" + index + "\"id\":\"call_mock1\",\"type\":\"function\",\"function\":{\"name\":\"" + asked.tool()
                + "\",\"arguments\":\"" + arguments + "\"}}";
    }

    private static MockAnswer chunks(Asked asked, String head, String usage) {
        List<String> deltas = new ArrayList<>(List.of("{\"role\":\"assistant\",\"content\":\"\"}"));
        if (asked.tool().isEmpty()) {
            Stream.of("Hello", " from", " the", " mock", " upstream", ".")
                    .forEach(word -> deltas.add("{\"content\":\"" + word + "\"}"));
        } else {
            deltas.add("{\"tool_calls\":[" + call(asked, "\"index\":0,", "") + "]}");
            deltas.add("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}");
        }
        List<String> events = new ArrayList<>(
                deltas.stream().map(delta -> chunk(head, delta, "null")).toList());
        if (asked.model().equals("midcut")) {
            return MockAnswer.events(events.subList(0, 4)).cut();
        }
        if (asked.model().equals("midfail")) {
            events.subList(4, events.size()).clear();
            events.add("data: {\"error\":{\"message\":\"The server had an error mid stream.\",\"type\":"
                    + "\"server_error\",\"param\":null,\"code\":null}}\n\n");
            return MockAnswer.events(events);
        }
        events.add(chunk(head, "{}", asked.tool().isEmpty() ? "\"stop\"" : "\"tool_calls\""));
        if (asked.wantsUsage()) {
            events.add("data: " + head + "\"choices\":[]," + usage + "}\n\n");
        }
        events.add("data: [DONE]\n\n");
        return MockAnswer.events(events);
    }

    private static String chunk(String head, String delta, String finish) {
        return "data: " + head + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish
                + "}]}\n\n";
    }

    private static MockAnswer completion(Asked asked) {
        String head = "{\"id\":\"cmpl-mock" + asked.call() + "\",\"object\":\"text_completion\",\"created\":1795219709,"
                + "\"model\":\"" + asked.model() + "\",";
        String usage = "\"usage\":{\"prompt_tokens\":" + asked.prompt() + ",\"completion_tokens\":6,\"total_tokens\":"
                + (asked.prompt() + 6) + "}";
        if (!asked.streams()) {
            return MockAnswer.json(head + "\"choices\":[{\"index\":0,\"text\":\"" + TEXT
                    + "\",\"finish_reason\":\"stop\",\"logprobs\":null}]," + usage + "}");
        }
        List<String> events = new ArrayList<>();
        for (String word : List.of("Hello", " from", " mock")) {
            events.add("data: " + head + "\"choices\":[{\"index\":0,\"text\":\"" + word
                    + "\",\"finish_reason\":null,\"logprobs\":null}]}\n\n");
        }
        events.add("data: " + head + "\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"stop\"}]," + usage
                + "}\n\n");
        events.add("data: [DONE]\n\n");
        return MockAnswer.events(events);
    }

    private static MockAnswer messages(Asked asked) {
        String head = "\"id\":\"msg_mock" + asked.call() + "\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\""
                + asked.model() + "\",";
        String input = "\"usage\":{\"input_tokens\":" + asked.prompt()
                + ",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"service_tier\":\"standard\","
                + "\"output_tokens\":";
        if (!asked.streams()) {
            return MockAnswer.json("{" + head + "\"content\":[{\"type\":\"text\",\"text\":\"" + TEXT
                    + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null," + input + "6}}");
        }
        List<String> events = new ArrayList<>();
        events.add(event(
                "message_start",
                ",\"message\":{" + head + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null," + input
                        + "1}}"));
        events.add(event("content_block_start", ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
        events.add(event("ping", ""));
        for (String words : List.of("Hello", " from the mock", " upstream.")) {
            events.add(event(
                    "content_block_delta",
                    ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + words + "\"}"));
        }
        events.add(event("content_block_stop", ",\"index\":0"));
        events.add(event(
                "message_delta",
                ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":6}"));
        events.add(event("message_stop", ""));
        return MockAnswer.events(events);
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
    }

    private static MockAnswer responses(Asked asked) {
        String item = "{\"type\":\"message\",\"id\":\"msg_mock" + asked.call()
                + "\",\"status\":\"%s\",\"role\":\"assistant\",\"content\":[%s]}";
        String part = "{\"type\":\"output_text\",\"text\":\"%s\",\"annotations\":[]}";
        String whole = item.formatted("completed", part.formatted(TEXT));
        String done = response(asked, "completed", "[" + whole + "]");
        if (!asked.streams()) {
            return MockAnswer.json(done);
        }
        String begun = response(asked, "in_progress", "[]");
        String at = ",\"output_index\":0";
        String inside = at + ",\"item_id\":\"msg_mock" + asked.call() + "\",\"content_index\":0";
        List<String> events = new ArrayList<>();
        events.add(event("response.created", ",\"sequence_number\":0,\"response\":" + begun));
        events.add(event("response.in_progress", ",\"sequence_number\":1,\"response\":" + begun));
        events.add(event(
                "response.output_item.added",
                ",\"sequence_number\":2" + at + ",\"item\":" + item.formatted("in_progress", "")));
        events.add(event(
                "response.content_part.added", ",\"sequence_number\":3" + inside + ",\"part\":" + part.formatted("")));
        events.add(
                event("response.output_text.delta", ",\"sequence_number\":4" + inside + ",\"delta\":\"" + TEXT + "\""));
        events.add(
                event("response.output_text.done", ",\"sequence_number\":5" + inside + ",\"text\":\"" + TEXT + "\""));
        events.add(event(
                "response.content_part.done", ",\"sequence_number\":6" + inside + ",\"part\":" + part.formatted(TEXT)));
        events.add(event("response.output_item.done", ",\"sequence_number\":7" + at + ",\"item\":" + whole));
        events.add(event("response.completed", ",\"sequence_number\":8,\"response\":" + done));
        return MockAnswer.events(events);
    }

    private static String response(Asked asked, String status, String output) {
        return "{\"id\":\"resp_mock" + asked.call()
                + "\",\"object\":\"response\",\"created_at\":1795219709,\"status\":\""
                + status + "\",\"model\":\"" + asked.model() + "\",\"output\":" + output
                + ",\"parallel_tool_calls\":true,\"temperature\":1.0,\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":1.0,"
                + "\"metadata\":{},\"reasoning\":{\"effort\":null,\"summary\":null},\"text\":{\"format\":"
                + "{\"type\":\"text\"}},\"truncation\":\"disabled\",\"store\":true"
                + (status.equals("completed")
                        ? ",\"usage\":{\"input_tokens\":" + asked.prompt()
                                + ",\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":6,"
                                + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":"
                                + (asked.prompt() + 6) + "}"
                        : "")
                + "}";
    }

    private static MockAnswer embeddings(Asked asked) {
        JsonNode input = asked.request().path("input");
        int count = input.isArray() && input.path(0).isString() ? input.size() : 1;
        String vector = asked.request().path("encoding_format").asString("").equals("base64")
                ? "\"zczMPc3MTL6amZk+zczMPg==\""
                : "[0.1,-0.2,0.3,0.4]";
        String data = IntStream.range(0, count)
                .mapToObj(i -> "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":" + vector + "}")
                .collect(Collectors.joining(","));
        return MockAnswer.json("{\"object\":\"list\",\"model\":\"" + asked.model() + "\",\"data\":[" + data
                + "],\"usage\":{\"prompt_tokens\":" + count + ",\"total_tokens\":" + count + "}}");
    }
}
