package dev.eclusa.protocol.pipe;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import java.nio.charset.StandardCharsets;

/**
 * Fields that LiteLLM's library reads in whole answers without asking whether they are there (recorded, 1.106.2): where a
 * choice and its message keep what no other provider has, and the tokens an embedding was answered with, of which there are
 * none. Put in where they are missing; all else stays as it came.
 */
public final class LitellmFields {
    private static final String SPECIFIC = "provider_specific_fields";
    private static final byte[] NOTHING_SPECIFIC = ascii("\"" + SPECIFIC + "\":{},");
    private static final byte[] NOTHING_WRITTEN = ascii("\"completion_tokens\":0,");

    private final byte[] body;
    private final ByteSink out;
    private int copied;

    private LitellmFields(byte[] body) {
        this.body = body;
        this.out = new ByteSink(body.length + 3 * NOTHING_SPECIFIC.length);
    }

    /** A whole answer in OpenAI's dialect; one that is no JSON object stays as it is. */
    public static byte[] in(byte[] answer) {
        try {
            return new LitellmFields(answer).edited(JsonIndex.of(answer));
        } catch (JsonScanner.Malformed | JsonIndex.NotAnObject other) {
            return answer;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] edited(JsonIndex answer) {
        int choices = answer.find("choices");
        int usage = answer.find("usage");
        if (answer.kind(choices) == '[') {
            choices(answer.valueStart(choices), answer.valueEnd(choices));
        } else if (answer.kind(answer.find("data")) == '[' && answer.kind(usage) == '{') {
            embedded(nested(answer.valueStart(usage), answer.valueEnd(usage)));
        }
        return copied == 0
                ? body
                : out.write(body, copied, body.length - copied).take();
    }

    private void choices(int start, int end) {
        JsonScanner scanner = new JsonScanner(body, end);
        int at = scanner.firstElement(start);
        while (scanner.at(at) == '{') {
            int next = scanner.skipValue(at, JsonCodec.DEPTH);
            choice(nested(at, next));
            at = scanner.nextElement(next);
        }
    }

    private void choice(JsonIndex choice) {
        int message = choice.find("message");
        if (choice.kind(message) == '{') {
            addSpecific(choice);
            addSpecific(nested(choice.valueStart(message), choice.valueEnd(message)));
        }
    }

    private void addSpecific(JsonIndex object) {
        if (object.count() > 0 && object.find(SPECIFIC) < 0) {
            insert(object.openBrace() + 1, NOTHING_SPECIFIC);
        }
    }

    private void embedded(JsonIndex usage) {
        if (usage.has("prompt_tokens") && usage.find("completion_tokens") < 0) {
            insert(usage.openBrace() + 1, NOTHING_WRITTEN);
        }
    }

    private JsonIndex nested(int start, int end) {
        return JsonIndex.of(body, start, end - start);
    }

    private void insert(int at, byte[] text) {
        out.write(body, copied, at - copied).write(text, 0, text.length);
        copied = at;
    }
}
