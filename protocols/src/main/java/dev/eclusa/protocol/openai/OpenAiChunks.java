package dev.eclusa.protocol.openai;

import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;

/** Writes chunks as bytes: what is the same in all of them is written once and copied. */
final class OpenAiChunks {
    private static final byte[] REST = utf8(",\"logprobs\":null,\"finish_reason\":null}]");

    private final AnswerStyle style;
    private final byte[] tail;
    private byte[] head;

    OpenAiChunks(AnswerStyle style) {
        this.style = style;
        this.tail = utf8(style.includeUsage() ? ",\"usage\":null}\n\n" : "}\n\n");
        this.head = head("", "");
    }

    /** Takes the provider's own id and model, where it gave them. */
    void named(String id, String model) {
        head = head(id, model);
    }

    /** A chunk of one delta, given as JSON. */
    void delta(int choice, String delta, ByteSink out) {
        begin(choice, delta, out).write(REST).write(tail);
    }

    /** A chunk of log probabilities. */
    void logprobs(int choice, String logprobs, ByteSink out) {
        begin(choice, "{}", out)
                .write(",\"logprobs\":")
                .write(logprobs)
                .write(",\"finish_reason\":null}]")
                .write(tail);
    }

    /** The last chunk of a choice; more are members of the choice that follow the reason. */
    void finish(int choice, String reason, String more, ByteSink out) {
        begin(choice, "{}", out)
                .write(",\"logprobs\":null,\"finish_reason\":\"")
                .write(reason)
                .write('"')
                .write(more)
                .write("}]")
                .write(tail);
    }

    /** The chunk of usage, which has no choices. */
    void usage(String usage, ByteSink out) {
        out.write(head).write("[],\"usage\":").write(usage).write("}\n\n");
    }

    private ByteSink begin(int choice, String delta, ByteSink out) {
        return out.write(head)
                .write("[{\"index\":")
                .write(Integer.toString(choice))
                .write(",\"delta\":")
                .write(delta);
    }

    private byte[] head(String id, String model) {
        return utf8("data: {\"id\":" + quoted(id.isEmpty() ? style.id() : id)
                + ",\"object\":\"chat.completion.chunk\",\"created\":" + style.createdSeconds() + ",\"model\":"
                + quoted(model.isEmpty() ? style.model() : model) + ",\"choices\":");
    }

    static String quoted(String text) {
        return JsonCodec.text(JsonCodec.string(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
