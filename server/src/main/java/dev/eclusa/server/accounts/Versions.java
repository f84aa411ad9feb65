package dev.eclusa.server.accounts;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import tools.jackson.databind.node.ObjectNode;

/** An account's version as an {@code ETag} (RFC 9110): when it was changed last, which every change renews. */
final class Versions {
    private static final Pattern TAG = Pattern.compile("(W/)?\"[!#-~]*\"");

    private Versions() {}

    /** An answer with its version. */
    static Answer tagged(ObjectNode answer, ObjectNode document) {
        return new Answer(200, JsonCodec.text(answer), Map.of("etag", tag(document)));
    }

    /** Refuses a change that was made from another version than the current one. */
    static void check(Request request, ObjectNode document) {
        String wanted = request.header("if-match").strip();
        if (wanted.isEmpty() || wanted.equals("*")) {
            return;
        }
        if (!TAG.matcher(wanted).matches()) {
            throw Fields.Wrong.of(400, "If-Match is the ETag of an answer, quotes included, or *.", "If-Match");
        }
        if (!wanted.equals(tag(document))) {
            throw Fields.Wrong.of(409, "It was changed since; read it again and make the change anew.", "If-Match");
        }
    }

    private static String tag(ObjectNode document) {
        CRC32C sum = new CRC32C();
        sum.update(Documents.text(document, "updated_at").getBytes(StandardCharsets.UTF_8));
        return "\"" + Long.toHexString(sum.getValue()) + "\"";
    }
}
