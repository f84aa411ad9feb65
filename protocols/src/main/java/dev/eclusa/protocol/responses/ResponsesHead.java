package dev.eclusa.protocol.responses;

import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.openai.OpenAiHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Reads the head of a request for a response from its index, refusing what no provider would take. */
public final class ResponsesHead {
    private static final Set<String> ROLES = Set.of("user", "assistant", "system", "developer");
    private static final List<String> INSTEAD = List.of("previous_response_id", "prompt", "conversation");
    private static final int DEPTH = 120;

    private ResponsesHead() {}

    /**
     * Reads and checks the head.
     *
     * @param pathModel the model where the body need not name it; empty elsewhere
     * @throws InvalidRequest when the body cannot be a request for a response
     */
    public static RequestHead read(JsonIndex body, String pathModel) {
        OpenAiHead.onceEach(body);
        String model = pathModel.isEmpty() ? OpenAiHead.model(body) : pathModel;
        int items = items(body);
        OpenAiHead.temperature(body);
        return new RequestHead(
                model,
                OpenAiHead.flag(body, body.find("stream"), "stream"),
                true,
                OpenAiHead.limit(body, "max_output_tokens"),
                items + (body.has("instructions") ? 1 : 0));
    }

    private static int items(JsonIndex body) {
        int member = body.find("input");
        return switch (body.kind(member)) {
            case '"' -> 1;
            case '[' -> listed(body, member);
            case 0, 'n' -> none(body);
            default -> throw InvalidRequest.of("The field 'input' must be a string or a list of items.", "input");
        };
    }

    /** What the provider keeps may stand for the input. */
    private static int none(JsonIndex body) {
        if (INSTEAD.stream().noneMatch(body::has)) {
            throw InvalidRequest.of("The field 'input' is missing.", "input");
        }
        return 0;
    }

    private static int listed(JsonIndex body, int member) {
        JsonScanner scanner = new JsonScanner(body.bytes(), body.valueEnd(member));
        int p = scanner.firstElement(body.valueStart(member));
        int count = 0;
        while (scanner.at(p) != ']') {
            p = scanner.nextElement(item(body, scanner, p, count++));
        }
        return count == 0 ? none(body) : count;
    }

    private static int item(JsonIndex body, JsonScanner scanner, int position, int number) {
        if (scanner.at(position) != '{') {
            throw InvalidRequest.of("Each input item must be an object.", "input[" + number + "]");
        }
        return scanner.object(position, DEPTH, (nameStart, nameEnd, value) -> {
            int valueEnd = scanner.skipValue(value, DEPTH - 1);
            boolean role =
                    nameEnd - nameStart == 4 && body.bytes()[nameStart] == 'r' && body.bytes()[nameStart + 3] == 'e';
            if (role && !isRole(body.bytes(), value, valueEnd)) {
                throw InvalidRequest.of(
                        "The role of a message must be user, assistant, system or developer.",
                        "input[" + number + "].role");
            }
            return valueEnd;
        });
    }

    private static boolean isRole(byte[] bytes, int start, int end) {
        return bytes[start] == '"'
                && ROLES.contains(new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8));
    }
}
