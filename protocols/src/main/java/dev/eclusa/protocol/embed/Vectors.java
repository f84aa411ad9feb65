package dev.eclusa.protocol.embed;

import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads and writes vectors in the bytes of answers; no number of them is ever turned into one. */
final class Vectors {
    private Vectors() {}

    /** The elements of a list, each by where it begins and ends; a member that is no list is no answer. */
    static <T> List<T> each(JsonIndex object, String name, Element<T> element) {
        int member = object.find(name);
        if (object.kind(member) != '[') {
            throw new MalformedAnswer("The provider's answer holds no list '" + name + "'.");
        }
        JsonScanner scanner = new JsonScanner(object.bytes(), object.valueEnd(member));
        List<T> found = new ArrayList<>();
        int start = scanner.firstElement(object.valueStart(member));
        while (scanner.at(start) != ']') {
            int end = scanner.skipValue(start, JsonCodec.DEPTH);
            found.add(element.read(start, end));
            start = scanner.nextElement(end);
        }
        return found;
    }

    /** An element of a list. */
    @FunctionalInterface
    interface Element<T> {
        /** Reads what stands between two positions. */
        T read(int start, int end);
    }

    /** A list of objects. */
    static <T> List<T> objects(JsonIndex object, String name, Function<JsonIndex, T> element) {
        return each(object, name, (start, end) -> element.apply(inner(object.bytes(), start, end)));
    }

    /** A list of vectors. */
    static List<Vector> list(JsonIndex object, String name) {
        return each(object, name, (start, end) -> vector(object.bytes(), start, end));
    }

    /** A vector that is a member. */
    static Vector member(JsonIndex object, String name) {
        int member = object.find(name);
        if (object.kind(member) != '[') {
            throw new MalformedAnswer("The provider's answer holds no vector where one belongs.");
        }
        return vector(object.bytes(), object.valueStart(member), object.valueEnd(member));
    }

    /** An object that is a member; one without members where there is none. */
    static JsonIndex inner(JsonIndex object, String name) {
        int member = object.find(name);
        return object.kind(member) == '{'
                ? inner(object.bytes(), object.valueStart(member), object.valueEnd(member))
                : JsonIndex.EMPTY;
    }

    private static JsonIndex inner(byte[] bytes, int start, int end) {
        if (bytes[start] != '{') {
            throw new MalformedAnswer("The provider's answer holds something else where an object belongs.");
        }
        return JsonIndex.of(bytes, start, end - start);
    }

    private static Vector vector(byte[] bytes, int start, int end) {
        byte[] plain = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b > ' ') {
                plain[length++] = b;
            }
        }
        if (length <= 2 || plain[0] != '[' || !isNumbers(plain, length)) {
            throw new MalformedAnswer("The provider's answer holds something that is no vector of numbers.");
        }
        return new Vector(new String(plain, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** What is JSON already is a flat list of numbers when nothing but their characters stands in it. */
    private static boolean isNumbers(byte[] list, int length) {
        for (int i = 1; i < length - 1; i++) {
            byte b = list[i];
            boolean part =
                    (b >= '0' && b <= '9') || b == ',' || b == '-' || b == '.' || b == 'e' || b == 'E' || b == '+';
            if (!part) {
                return false;
            }
        }
        return true;
    }

    /** Writes elements with commas between them. */
    static <T> void join(ByteSink out, List<T> elements, Function<T, String> text) {
        for (int i = 0; i < elements.size(); i++) {
            out.write(i == 0 ? "" : ",").write(text.apply(elements.get(i)));
        }
    }

    /** A text as JSON. */
    static String quoted(String text) {
        return JsonCodec.text(JsonCodec.string(text));
    }
}
