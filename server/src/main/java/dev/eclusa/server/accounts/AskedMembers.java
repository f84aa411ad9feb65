package dev.eclusa.server.accounts;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The members that requests for a team name. Statuses as LiteLLM's (recorded, 1.106.2). */
final class AskedMembers {
    private AskedMembers() {}

    /** Those to add: one, or a list of some. */
    static List<JsonNode> toAdd(ObjectNode asked) {
        JsonNode member = asked.path("member");
        if (member.isMissingNode() || member.isNull()) {
            throw Fields.Wrong.type("member", "missing", "Field required");
        }
        return member.isArray() ? some(member, "member") : List.of(member);
    }

    /** Those to add, each on its own. */
    static List<JsonNode> many(ObjectNode asked) {
        return some(asked.path("members"), "members");
    }

    private static List<JsonNode> some(JsonNode members, String field) {
        if (members.isEmpty()) {
            throw Fields.Wrong.of(400, "Name at least one member in '" + field + "'.", field);
        }
        return members.valueStream().toList();
    }

    /** Refuses a request to change or remove a member that names none. */
    static void requireOne(ObjectNode asked) {
        if (Documents.text(asked, "user_id").isEmpty()
                && Documents.text(asked, "user_email").isEmpty()) {
            throw Fields.Wrong.type("user_id", "value_error", "Either user id or user email must be provided");
        }
    }
}
