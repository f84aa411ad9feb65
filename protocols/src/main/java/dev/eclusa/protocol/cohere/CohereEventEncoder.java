package dev.eclusa.protocol.cohere;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a streamed answer: content blocks one after the other, then the calls, then the end, which has the usage. */
final class CohereEventEncoder implements EventEncoder {
    private static final String DONE = "data: [DONE]\n\n";

    private enum Block {
        NONE,
        TEXT,
        THINKING
    }

    private final AnswerStyle style;
    private final CohereCalls calls = new CohereCalls();
    private Block block = Block.NONE;
    private int index = -1;
    private boolean started;
    private boolean over;
    private String id = "";
    private Usage usage = Usage.NONE;
    private FinishReason reason = FinishReason.STOP;

    CohereEventEncoder(AnswerStyle style) {
        this.style = style;
    }

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        if (over) {
            return;
        }
        switch (event) {
            case ChatEvent.Started begun -> id = begun.id();
            case ChatEvent.UsageReported report -> usage = usage.mergeMax(report.usage());
            case ChatEvent.TextDelta delta -> content(delta.choice(), Block.TEXT, delta.text(), out);
            case ChatEvent.RefusalDelta delta -> content(delta.choice(), Block.TEXT, delta.text(), out);
            case ChatEvent.ThinkingDelta delta -> content(delta.choice(), Block.THINKING, delta.text(), out);
            case ChatEvent.ToolCallStarted call -> call(call, out);
            case ChatEvent.ToolCallDelta delta -> arguments(delta, out);
            case ChatEvent.Extra extra -> extra(extra, out);
            case ChatEvent.Finished finished -> reason = finished.choice() == 0 ? finished.reason() : reason;
            case ChatEvent.Failed failed -> fail(failed.failure(), out);
            case ChatEvent.Ended marker -> end(out);
            case ChatEvent.ThinkingSigned signed -> {}
            case ChatEvent.ThinkingRedacted redacted -> {}
            case ChatEvent.Logprobs logprobs -> {}
            case ChatEvent.AudioDelta audio -> {}
        }
    }

    /** An end with the finish reason ERROR, as recorded of Cohere itself. */
    @Override
    public void fail(Failure failure, ByteSink out) {
        over = true;
        start(out);
        ObjectNode end = JsonCodec.object().put("type", "message-end");
        ObjectNode delta = end.putObject("delta").put("finish_reason", "ERROR");
        delta.putObject("usage");
        delta.put("error", CohereErrors.message(failure));
        event(end, out);
        out.write(DONE);
    }

    static void event(ObjectNode data, ByteSink out) {
        out.write("event: ")
                .write(data.path("type").asString(""))
                .write("\ndata: ")
                .write(JsonCodec.bytes(data))
                .write("\n\n");
    }

    private void start(ByteSink out) {
        if (started) {
            return;
        }
        started = true;
        ObjectNode start =
                JsonCodec.object().put("id", id.isEmpty() ? style.id() : id).put("type", "message-start");
        ObjectNode message = start.putObject("delta").putObject("message").put("role", "assistant");
        message.putArray("content");
        message.put("tool_plan", "").putArray("tool_calls");
        message.putArray(CohereAnswers.CITATIONS);
        event(start, out);
    }

    private void content(int choice, Block kind, String words, ByteSink out) {
        if (choice != 0 || words.isEmpty()) {
            return;
        }
        start(out);
        String name = kind == Block.TEXT ? "text" : "thinking";
        if (block != kind) {
            close(out);
            block = kind;
            index++;
            ObjectNode begun = numbered("content-start", index);
            message(begun).putObject("content").put("type", name).put(name, "");
            event(begun, out);
        }
        ObjectNode delta = numbered("content-delta", index);
        message(delta).putObject("content").put(name, words);
        event(delta, out);
    }

    private void close(ByteSink out) {
        if (block != Block.NONE) {
            block = Block.NONE;
            event(numbered("content-end", index), out);
        }
    }

    static ObjectNode numbered(String type, int index) {
        return JsonCodec.object().put("type", type).put("index", index);
    }

    static ObjectNode message(ObjectNode event) {
        return event.putObject("delta").putObject("message");
    }

    private void call(ChatEvent.ToolCallStarted call, ByteSink out) {
        if (call.choice() == 0) {
            start(out);
            close(out);
            calls.start(call, out);
        }
    }

    private void arguments(ChatEvent.ToolCallDelta delta, ByteSink out) {
        if (delta.choice() == 0) {
            calls.arguments(delta, out);
        }
    }

    private void extra(ChatEvent.Extra extra, ByteSink out) {
        JsonNode value =
                extra.name().equals(CohereAnswers.CITATIONS) ? JsonCodec.tree(extra.value()) : JsonCodec.array();
        int number = 0;
        for (JsonNode citation : value.isArray() ? value : JsonCodec.array()) {
            start(out);
            ObjectNode begun = numbered("citation-start", number);
            message(begun).set(CohereAnswers.CITATIONS, citation);
            event(begun, out);
            event(numbered("citation-end", number++), out);
        }
    }

    private void end(ByteSink out) {
        over = true;
        start(out);
        close(out);
        calls.close(out);
        ObjectNode end = JsonCodec.object().put("type", "message-end");
        ObjectNode delta = end.putObject("delta").put("finish_reason", CohereWords.finishReason(reason, calls.any()));
        delta.set("usage", CohereUsage.write(usage));
        event(end, out);
        out.write(DONE);
    }
}
