package dev.eclusa.protocol.openai;

import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the head of a chat completions body from its index, refusing what no provider would take. */
public final class OpenAiHead {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool", "function");
    private static final int DEPTH = 120;

    private OpenAiHead() {}

    /**
     * Reads and checks the head.
     *
     * @param pathModel the model the path names (Azure's form), which then wins over the body's; empty elsewhere
     * @throws InvalidRequest when the body cannot be a chat completions request
     */
    public static RequestHead read(JsonIndex body, String pathModel) {
        onceEach(body);
        String model = pathModel.isEmpty() ? model(body) : pathModel;
        int messages = messages(body);
        temperature(body);
        return new RequestHead(
                model, flag(body, body.find("stream"), "stream"), includesUsage(body), maxTokens(body), messages);
    }

    /** Refuses a body in which a field stands twice. */
    public static void onceEach(JsonIndex body) {
        if (body.hasDuplicates()) {
            throw InvalidRequest.of("A field stands twice in the request body; each may stand once.", "body");
        }
    }

    /** The model a body names. */
    public static String model(JsonIndex body) {
        int member = body.find("model");
        if (member < 0) {
            throw InvalidRequest.of("The field 'model' is missing: name the model to call.", "model");
        }
        if (body.kind(member) != '"') {
            throw InvalidRequest.of("The field 'model' must be a string.", "model");
        }
        return body.string(member);
    }

    private static int messages(JsonIndex body) {
        int member = body.find("messages");
        if (body.kind(member) != '[') {
            throw InvalidRequest.of(
                    member < 0 ? "The field 'messages' is missing." : "The field 'messages' must be a list.",
                    "messages");
        }
        JsonScanner scanner = new JsonScanner(body.bytes(), body.valueEnd(member));
        int p = scanner.firstElement(body.valueStart(member));
        int count = 0;
        while (scanner.at(p) != ']') {
            p = scanner.nextElement(message(body, scanner, p, count++));
        }
        if (count == 0) {
            throw InvalidRequest.of("The field 'messages' is empty: send at least one message.", "messages");
        }
        return count;
    }

    private static int message(JsonIndex body, JsonScanner scanner, int position, int number) {
        if (scanner.at(position) != '{') {
            throw InvalidRequest.of("Each message must be an object.", "messages[" + number + "]");
        }
        boolean[] known = new boolean[1];
        int end = scanner.object(position, DEPTH, (nameStart, nameEnd, value) -> {
            int valueEnd = scanner.skipValue(value, DEPTH - 1);
            if (nameEnd - nameStart == 4 && body.bytes()[nameStart] == 'r' && body.bytes()[nameStart + 1] == 'o') {
                known[0] = isRole(body.bytes(), value, valueEnd);
            }
            return valueEnd;
        });
        if (!known[0]) {
            throw InvalidRequest.of(
                    "Each message needs a role: system, developer, user, assistant, tool or function.",
                    "messages[" + number + "].role");
        }
        return end;
    }

    private static boolean isRole(byte[] bytes, int start, int end) {
        return bytes[start] == '"'
                && ROLES.contains(
                        new String(bytes, start + 1, end - start - 2, java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Refuses a temperature that is none. */
    public static void temperature(JsonIndex body) {
        if (!body.has("temperature")) {
            return;
        }
        double value;
        try {
            value = Double.parseDouble(body.raw(body.find("temperature")));
        } catch (NumberFormatException wrong) {
            throw InvalidRequest.of("The field 'temperature' must be a number.", "temperature");
        }
        if (value < 0 || value > 2) {
            throw InvalidRequest.of("The field 'temperature' must be between 0 and 2.", "temperature");
        }
    }

    static boolean includesUsage(JsonIndex body) {
        int member = body.find("stream_options");
        if (body.kind(member) != '{') {
            return false;
        }
        int start = body.valueStart(member);
        JsonIndex options = JsonIndex.of(body.bytes(), start, body.valueEnd(member) - start);
        return options.kind(options.find("include_usage")) == 't';
    }

    /** A truth value, false where it is not there. */
    public static boolean flag(JsonIndex body, int member, String name) {
        int kind = body.kind(member);
        if (kind != 0 && kind != 't' && kind != 'f' && kind != 'n') {
            throw InvalidRequest.of("The field '" + name + "' must be true or false.", name);
        }
        return kind == 't';
    }

    private static OptionalLong maxTokens(JsonIndex body) {
        OptionalLong newer = limit(body, "max_completion_tokens");
        OptionalLong older = limit(body, "max_tokens");
        return newer.isPresent() ? newer : older;
    }

    /** A limit on tokens. */
    public static OptionalLong limit(JsonIndex body, String name) {
        if (!body.has(name)) {
            return OptionalLong.empty();
        }
        long value = body.number(name, -1);
        if (value < 0) {
            throw InvalidRequest.of("The field '" + name + "' must be a whole number of at least 0.", name);
        }
        return OptionalLong.of(value);
    }
}
