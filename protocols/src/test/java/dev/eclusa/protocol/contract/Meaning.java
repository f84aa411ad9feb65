package dev.eclusa.protocol.contract;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.chat.Tool;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What a request or an answer says, in one form: that which every dialect can express. */
final class Meaning {
    /** What a dialect without a JSON mode is told instead. */
    private static final String JSON_ONLY = "Answer with one valid JSON object and nothing else.";

    /** What stands where a dialect demands words and there are none. */
    private static final String NO_WORDS = ".";

    private Meaning() {}

    /** The conversation: who said what, which tools were called with what, what they returned, which pictures were shown. */
    static List<String> conversation(ChatRequest request) {
        List<String> said = new ArrayList<>();
        StringBuilder system = new StringBuilder();
        Map<String, Integer> calls = new HashMap<>();
        for (Message message : request.messages()) {
            for (Content part : message.content()) {
                if (message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER) {
                    system.append(part instanceof Content.Text text ? text.text() : "");
                } else {
                    part(message, part, calls, said);
                }
            }
        }
        List<String> all = new ArrayList<>(
                List.of("system: " + system.toString().replace(JSON_ONLY, "").replaceAll("\\s", "")));
        all.addAll(joined(said));
        return all;
    }

    private static void part(Message message, Content part, Map<String, Integer> calls, List<String> said) {
        String who = message.role() == Role.ASSISTANT ? "model: " : "user: ";
        switch (part) {
            case Content.Text text ->
                said.add(who + (text.text().equals(NO_WORDS) ? "" : text.text().replaceAll("\\s", "")));
            case Content.Refusal refusal -> said.add(who + refusal.text().replaceAll("\\s", ""));
            case Content.ToolCall call -> {
                calls.put(call.id(), calls.size());
                said.add(
                        "call " + calls.get(call.id()) + " " + call.name() + plain(JsonCodec.object(call.arguments())));
            }
            case Content.ToolResult result -> {
                result.content().forEach(inner -> picture(inner, said));
                StringBuilder text = new StringBuilder();
                result.content().forEach(inner -> text.append(inner instanceof Content.Text words ? words.text() : ""));
                said.add("result " + calls.get(result.callId()) + " "
                        + plain(JsonCodec.tree(new Json(text.toString()))).replaceAll("\\\\n|\\s", ""));
            }
            case Content.Document document ->
                document.text().ifPresent(text -> said.add(who + text.replaceAll("\\s", "")));
            default -> picture(part, said);
        }
    }

    private static void picture(Content part, List<String> said) {
        if (part instanceof Content.Image image && image.source() instanceof Content.Source.Inline inline) {
            said.add("picture: " + inline.base64());
        }
    }

    /** Texts of one speaker in a row are one text: not every dialect has parts. Pictures stand after the texts of a turn. */
    private static List<String> joined(List<String> said) {
        List<String> joined = new ArrayList<>();
        List<String> pictures = new ArrayList<>();
        for (String line : said) {
            String last = joined.isEmpty() ? "" : joined.getLast();
            String who = line.substring(0, line.indexOf(' ') + 1);
            if (line.startsWith("picture")) {
                pictures.add(line);
            } else if ((who.equals("user: ") || who.equals("model: ")) && last.startsWith(who)) {
                joined.set(joined.size() - 1, last + line.substring(who.length()));
            } else if (!line.equals(who)) {
                joined.add(line);
            }
        }
        joined.addAll(pictures);
        return joined;
    }

    /** Tools by name, with their descriptions. */
    static List<String> tools(ChatRequest request) {
        List<String> tools = new ArrayList<>();
        for (Tool tool : request.tools()) {
            if (tool instanceof Tool.Function function) {
                String properties = function.parameters()
                        .map(schema -> JsonCodec.tree(schema).path("properties"))
                        .map(node -> String.join(",", node.propertyNames()))
                        .orElse("");
                tools.add(function.name() + " " + function.description().orElse("") + " " + properties);
            }
        }
        return tools;
    }

    /** What an answer says: text, thinking, calls, why it ended, what it took. */
    static List<String> answer(Answer answer) {
        List<String> said = new ArrayList<>();
        Answer.Choice choice = answer.choices().getFirst();
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (Content part : choice.content()) {
            switch (part) {
                case Content.Text words -> text.append(words.text());
                case Content.Refusal words -> text.append(words.text());
                case Content.Thinking thought -> thinking.append(thought.text());
                case Content.ToolCall call ->
                    calls.add(call.id() + " " + call.name() + plain(JsonCodec.object(call.arguments()))
                            + call.signature());
                default -> {}
            }
        }
        said.add("text: " + text);
        said.add("thinking: " + thinking);
        said.addAll(calls);
        said.add(reason(choice.reason(), !calls.isEmpty()));
        Usage usage = answer.usage().orElse(Usage.NONE);
        said.add("tokens: " + usage.input() + " " + usage.output());
        return said;
    }

    private static String reason(FinishReason reason, boolean called) {
        return switch (reason) {
            case STOP, STOP_SEQUENCE, PAUSE, ERROR -> called ? "calls" : "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "calls";
            case CONTENT_FILTER -> "filter";
        };
    }

    /** JSON with its fields in order and its numbers by value. */
    static String plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> sorted = new TreeMap<>();
            node.properties().forEach(field -> sorted.put(field.getKey(), plain(field.getValue())));
            return sorted.toString();
        }
        if (node.isArray()) {
            List<String> elements = new ArrayList<>();
            node.forEach(element -> elements.add(plain(element)));
            return elements.toString();
        }
        if (node.isNumber()) {
            return node.decimalValue().stripTrailingZeros().toPlainString();
        }
        return JsonCodec.text(node);
    }
}
