package dev.eclusa.protocol.embed;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;

/** Answers in OpenAI's form whose lists of numbers become base64; all else in them stays as it came. */
final class Base64Answers {
    private Base64Answers() {}

    /** The answer with base64 in place of numbers; the same array where it has none, or is no answer at all. */
    static byte[] of(byte[] answer) {
        try {
            return written(JsonIndex.of(answer));
        } catch (MalformedAnswer | JsonScanner.Malformed | JsonIndex.NotAnObject other) {
            return answer;
        }
    }

    private static byte[] written(JsonIndex answer) {
        byte[] source = answer.bytes();
        ByteSink out = new ByteSink(source.length);
        int[] from = {0};
        Vectors.objects(answer, "data", one -> {
            int member = one.find("embedding");
            if (one.kind(member) == '[') {
                out.write(source, from[0], one.valueStart(member) - from[0]);
                out.write('"').write(Vectors.member(one, "embedding").base64()).write('"');
                from[0] = one.valueEnd(member);
            }
            return member;
        });
        return from[0] == 0
                ? source
                : out.write(source, from[0], source.length - from[0]).take();
    }
}
