package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who belongs to a team: the list {@code members_with_roles} of its document. */
final class Members {
    private static final String LIST = "members_with_roles";
    private static final Set<String> ROLES = Set.of("admin", "user");

    private final AccountBook book;

    Members(AccountBook book) {
        this.book = book;
    }

    /** The members as they stand in a team's document, which they are written into when they change. */
    static ArrayNode of(ObjectNode team) {
        return team.path(LIST) instanceof ArrayNode list ? list : team.putArray(LIST);
    }

    /** Checks the members a request lists for a new team, and writes them as they are kept. */
    void check(ObjectNode asked) {
        if (asked.path(LIST).isArray()) {
            List<JsonNode> wanted = asked.path(LIST).valueStream().toList();
            asked.putArray(LIST);
            wanted.forEach(one -> add(asked, one));
        }
    }

    /**
     * Adds a member, and says who it is.
     *
     * @throws Fields.Wrong when it cannot be added
     */
    ObjectNode add(ObjectNode team, JsonNode asked) {
        String role = role(asked);
        String email = asked.path("user_email").asString("");
        String id = asked.path("user_id").asString("");
        if (id.isEmpty() && email.isEmpty()) {
            throw Fields.Wrong.type("member", "value_error", "Either user id or user email must be provided");
        }
        String user =
                id.isEmpty() ? byEmail(email).orElseGet(() -> UUID.randomUUID().toString()) : id;
        if (find(team, user, email).isPresent()) {
            throw Fields.Wrong.of(400, "User already in team. Member: user_id=" + user + ".", "member");
        }
        ObjectNode member = of(team).addObject();
        member.put("user_id", user);
        String known = email.isEmpty() ? emailOf(user) : email;
        if (known.isEmpty()) {
            member.putNull("user_email");
        } else {
            member.put("user_email", known);
        }
        member.put("role", role);
        return member;
    }

    /** Takes a member out; false where there is none. */
    static boolean remove(ObjectNode team, String user, String email) {
        Optional<Integer> place = find(team, user, email);
        place.ifPresent(index -> of(team).remove((int) index));
        return place.isPresent();
    }

    /** Gives a member another role; nothing where it names none. */
    static void change(ObjectNode team, String user, JsonNode asked) {
        if (asked.hasNonNull("role")) {
            String role = role(asked);
            find(team, user, "").ifPresent(place -> ((ObjectNode) of(team).get(place)).put("role", role));
        }
    }

    /** Where a member stands in the list. */
    static Optional<Integer> find(ObjectNode team, String user, String email) {
        List<JsonNode> members = of(team).valueStream().toList();
        for (int i = 0; i < members.size(); i++) {
            JsonNode member = members.get(i);
            if ((!user.isEmpty() && member.path("user_id").asString("").equals(user))
                    || (!email.isEmpty()
                            && member.path("user_email").asString("").equals(email))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static String role(JsonNode member) {
        String role = member.path("role").asString("");
        if (!ROLES.contains(role)) {
            throw Fields.Wrong.type("role", "literal_error", "Input should be 'admin' or 'user'");
        }
        return role;
    }

    private Optional<String> byEmail(String email) {
        return book.documents(AccountKind.USER).entrySet().stream()
                .filter(entry -> Documents.text(entry.getValue(), "user_email").equals(email))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }

    private String emailOf(String user) {
        return book.document(AccountKind.USER, user)
                .map(document -> Documents.text(document, "user_email"))
                .orElse("");
    }
}
