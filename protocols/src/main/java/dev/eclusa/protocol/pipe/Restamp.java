package dev.eclusa.protocol.pipe;

import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import java.util.Arrays;
import java.util.List;

/** Puts the name of the model that a client asked for into answers, in place of the provider's. All else stays as it came. */
public final class Restamp {
    /** How the dialects call it. */
    private static final List<String> NAMES = List.of("model", "modelVersion");

    /** Objects that hold it in events of Anthropic's and of OpenAI's Responses. */
    private static final List<String> INNER = List.of("message", "response");

    private Restamp() {}

    /** A whole answer; one that is no JSON object stays as it is. */
    public static byte[] document(byte[] body, String model) {
        try {
            return edited(JsonIndex.of(body), JsonCodec.text(JsonCodec.string(model)));
        } catch (JsonScanner.Malformed | JsonIndex.NotAnObject other) {
            return body;
        }
    }

    private static byte[] edited(JsonIndex index, String name) {
        BodyEditor editor = new BodyEditor(index);
        NAMES.stream().filter(field -> index.kind(index.find(field)) == '"').forEach(field -> editor.set(field, name));
        INNER.forEach(member -> editInner(index, index.find(member), member, name, editor));
        return editor.bytes();
    }

    private static void editInner(JsonIndex index, int member, String called, String name, BodyEditor editor) {
        if (index.kind(member) != '{') {
            return;
        }
        JsonIndex inner =
                JsonIndex.of(Arrays.copyOfRange(index.bytes(), index.valueStart(member), index.valueEnd(member)));
        if (inner.kind(inner.find("model")) == '"') {
            editor.set(called, new String(edited(inner, name), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /** Whole lines of a stream: in each that holds an object, an event's data or a line of its own, the name is put in. */
    static void lines(byte[] bytes, String model, ByteSink out) {
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            line(bytes, start, end, model, out);
            if (end < bytes.length) {
                out.write('\n');
            }
            start = end + 1;
        }
    }

    private static void line(byte[] bytes, int start, int end, String model, ByteSink out) {
        int brace = start;
        while (brace < end && brace - start <= "data: ".length() && bytes[brace] != '{') {
            brace++;
        }
        int last = end;
        while (last > brace && bytes[last - 1] <= ' ') {
            last--;
        }
        if (brace < last && bytes[brace] == '{' && bytes[last - 1] == '}') {
            out.write(bytes, start, brace - start);
            byte[] edited = document(Arrays.copyOfRange(bytes, brace, last), model);
            out.write(edited, 0, edited.length).write(bytes, last, end - last);
        } else {
            out.write(bytes, start, end - start);
        }
    }
}
