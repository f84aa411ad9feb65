package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who belongs to an organization: the list {@code members} of its document. What a member may spend within it is the account of a
 * tag that the member's keys carry there.
 */
final class OrganizationMembers {
    static final String ORGANIZATION = "organization_id";
    private static final String LIST = "members";
    private static final String USER = "user_id";
    private static final String ROLE = "user_role";
    private static final String BUDGET = "max_budget_in_organization";
    private static final Set<String> ROLES = Set.of("org_admin", "internal_user", "internal_user_viewer");

    private final AccountBook book;
    private final Clock clock;

    OrganizationMembers(AccountBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    private static ArrayNode of(ObjectNode organization) {
        return organization.path(LIST) instanceof ArrayNode list ? list : organization.putArray(LIST);
    }

    private static Stream<ObjectNode> members(ObjectNode organization) {
        return of(organization)
                .valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /** Writes a member into an organization's document. */
    ObjectNode add(ObjectNode organization, JsonNode asked) {
        String user = named(asked);
        if (find(organization, user).isPresent()) {
            throw Fields.Wrong.of(400, "The user is a member of the organization already.", USER);
        }
        ObjectNode member = JsonCodec.object().put(USER, user);
        member.set(ORGANIZATION, organization.path(ORGANIZATION));
        member.put("created_at", clock.instant().toString());
        changed(member, asked);
        of(organization).add(member);
        return member;
    }

    /** Gives a member another role, where the request names one. */
    void change(ObjectNode member, JsonNode asked) {
        if (asked.hasNonNull("role")) {
            changed(member, asked);
        }
    }

    private void changed(ObjectNode member, JsonNode asked) {
        String role = asked.path("role").asString("");
        if (!ROLES.contains(role)) {
            throw Fields.Wrong.type(
                    "role", "value_error", "Must be one of org_admin, internal_user and internal_user_viewer");
        }
        member.put(ROLE, role).put("updated_at", clock.instant().toString());
    }

    /** The member a request names. */
    ObjectNode known(ObjectNode organization, ObjectNode asked) {
        return find(organization, named(asked))
                .orElseThrow(() -> Fields.Wrong.of(404, "The user is no member of the organization.", USER));
    }

    /** Takes a member out of an organization's document. */
    static void remove(ObjectNode organization, ObjectNode member) {
        List<JsonNode> others = of(organization)
                .valueStream()
                .filter(one -> !one.equals(member))
                .toList();
        ArrayNode list = organization.putArray(LIST);
        others.forEach(list::add);
    }

    private static Optional<ObjectNode> find(ObjectNode organization, String user) {
        return members(organization)
                .filter(member -> Documents.text(member, USER).equals(user))
                .findFirst();
    }

    /** A user by its id, or by its e-mail. */
    private String named(JsonNode asked) {
        String id = asked.path(USER).asString("");
        String email = asked.path("user_email").asString("");
        if (id.isEmpty() && email.isEmpty()) {
            throw Fields.Wrong.type("member", "value_error", "Either user id or user email must be provided");
        }
        return id.isEmpty()
                ? book.documents(AccountKind.USER).entrySet().stream()
                        .filter(entry ->
                                Documents.text(entry.getValue(), "user_email").equals(email))
                        .map(java.util.Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow(() -> Fields.Wrong.of(404, "There is no user with this e-mail.", "user_email"))
                : id;
    }

    /** Checks what a request says of a member's money. */
    void check(ObjectNode asked) {
        Fields.write(limits(asked), JsonCodec.object(), clock);
    }

    /** Keeps what a request says of a member's money; what it does not say stays. */
    void limit(ObjectNode member, ObjectNode asked) {
        ObjectNode limits = limits(asked);
        if (!limits.isEmpty()) {
            if (tag(member).chars().anyMatch(Character::isISOControl)) {
                throw Fields.Wrong.of(400, "A member whose id has control characters has no budget.", BUDGET);
            }
            ObjectNode account = book.document(AccountKind.TAG, tag(member)).orElseGet(JsonCodec::object);
            account.set(USER, member.path(USER));
            account.set(ORGANIZATION, member.path(ORGANIZATION));
            Fields.write(limits, account, clock);
            book.put(AccountKind.TAG, tag(member), account);
        }
    }

    private static ObjectNode limits(ObjectNode asked) {
        ObjectNode limits = JsonCodec.object();
        if (asked.has(BUDGET)) {
            limits.set("max_budget", asked.path(BUDGET));
        }
        return limits;
    }

    /** Nothing is kept of a member that left; what it spent stays in the ledger. */
    void forget(ObjectNode member) {
        if (book.document(AccountKind.TAG, tag(member)).isPresent()) {
            book.remove(AccountKind.TAG, List.of(tag(member)));
        }
    }

    private static String tag(ObjectNode member) {
        return AccountKind.memberTag(Documents.text(member, ORGANIZATION), Documents.text(member, USER));
    }

    /** The members of an organization as they are told. */
    ArrayNode all(ObjectNode organization) {
        ArrayNode all = JsonCodec.array();
        members(organization).forEach(member -> all.add(told(member)));
        return all;
    }

    /** A member as it is told. */
    ObjectNode told(ObjectNode member) {
        ObjectNode told = Shapes.ORGANIZATION_MEMBER.filled(member.deepCopy());
        book.document(AccountKind.USER, Documents.text(member, USER))
                .ifPresent(user -> told.set("user_email", user.path("user_email")));
        book.document(AccountKind.TAG, tag(member)).ifPresent(account -> {
            told.set("spend", account.path("spend"));
            ObjectNode limits = told.putObject("litellm_budget_table");
            ObjectNode own = book.document(AccountKind.BUDGET, Documents.text(account, "budget_id"))
                    .map(budget -> Documents.under(account, budget))
                    .orElse(account);
            Shapes.BUDGET.filled(limits.set("max_budget", own.path("max_budget")));
        });
        return told;
    }
}
