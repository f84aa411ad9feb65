package dev.eclusa.bench;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the simulated provider says in one dialect, made once and shared by every answer.
 *
 * @param whole the answer to a call that is not streamed, about 0.8 KB
 * @param events the events of a stream without usage, about 200 bytes each
 * @param eventsWithUsage the same where the caller asked for usage
 */
record Answers(Buffer whole, List<Buffer> events, List<Buffer> eventsWithUsage) {
    private static final String SENTENCE = "A lock on a canal lets boats pass between waters of different level. ";

    /** OpenAI chat completions. */
    static Answers openai(int chunks) {
        var head =
                "{\"id\":\"chatcmpl-Bench000000000000000000000\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,"
                        + "\"model\":\"gpt-4o-mini\",\"choices\":[";
        var usage = "{\"prompt_tokens\":212,\"completion_tokens\":" + chunks + ",\"total_tokens\":" + (212 + chunks)
                + ",\"prompt_tokens_details\":{\"cached_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0}}";
        var events = new ArrayList<Buffer>();
        events.add(data(head + choice("{\"role\":\"assistant\",\"content\":\"\"}", "null") + "]}"));
        IntStream.range(0, chunks)
                .forEach(i -> events.add(data(head + choice("{\"content\":\" word" + i + "\"}", "null") + "]}")));
        events.add(data(head + choice("{}", "\"stop\"") + "]}"));
        var withUsage = new ArrayList<>(events);
        withUsage.add(data(head + "],\"usage\":" + usage + "}"));
        var done = data("[DONE]");
        events.add(done);
        withUsage.add(done);
        return new Answers(openaiWhole(usage), List.copyOf(events), List.copyOf(withUsage));
    }

    /** Anthropic messages; usage always comes. */
    static Answers anthropic(int chunks) {
        var message = "{\"id\":\"msg_01Bench00000000000000000\",\"type\":\"message\",\"role\":\"assistant\","
                + "\"model\":\"claude-haiku-4-5\",\"content\":[%s],\"stop_reason\":%s,\"stop_sequence\":null,"
                + "\"usage\":{\"input_tokens\":212,\"output_tokens\":%d}}";
        var whole = message.formatted(
                "{\"type\":\"text\",\"text\":\"" + SENTENCE.repeat(7).strip() + "\"}", "\"end_turn\"", 100);
        var events = new ArrayList<Buffer>();
        events.add(event("message_start", "\"message\":" + message.formatted("", "null", 1)));
        events.add(event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
        IntStream.range(0, chunks).forEach(i -> events.add(delta(" word" + i)));
        events.add(event("content_block_stop", "\"index\":0"));
        events.add(event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":" + chunks
                        + "}"));
        events.add(Buffer.buffer("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"));
        return new Answers(Buffer.buffer(whole), List.copyOf(events), List.copyOf(events));
    }

    private static Buffer openaiWhole(String usage) {
        return Buffer.buffer("{\"id\":\"chatcmpl-Bench000000000000000000000\",\"object\":\"chat.completion\","
                + "\"created\":1767225600,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"" + SENTENCE.repeat(6).strip() + "\",\"refusal\":null},"
                + "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":" + usage + "}");
    }

    private static String choice(String delta, String finish) {
        return "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}";
    }

    private static Buffer delta(String text) {
        return event(
                "content_block_delta", "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    }

    private static Buffer data(String payload) {
        return Buffer.buffer("data: " + payload + "\n\n");
    }

    private static Buffer event(String type, String fields) {
        return Buffer.buffer("event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n");
    }
}
