package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a user may use and spend within a team, beside what both may as a whole: {@code max_budget_in_team} and its like. Fields
 * as LiteLLM has them (recorded, 1.106.2).
 */
final class MemberBudgets {
    /** What LiteLLM calls a member's limits, and what an account's are called. */
    private static final Map<String, String> FIELDS = Map.of(
            "max_budget_in_team", "max_budget",
            "budget_duration", "budget_duration",
            "rpm_limit", "rpm_limit",
            "tpm_limit", "tpm_limit",
            "allowed_models", "models");

    /** What a team says of all members that have nothing of their own. */
    private static final Map<String, String> OF_TEAM = Map.of(
            "team_member_budget", "max_budget_in_team",
            "team_member_budget_duration", "budget_duration",
            "team_member_rpm_limit", "rpm_limit",
            "team_member_tpm_limit", "tpm_limit");

    /** Whether a member has its limits from the team. */
    private static final String INHERITED = "inherited";

    private static final List<String> TOLD = List.of(
            "max_budget_in_team",
            "tpm_limit",
            "rpm_limit",
            "budget_duration",
            "allowed_models",
            "temp_budget_increase",
            "temp_budget_expiry");

    private final AccountBook book;
    private final Clock clock;

    MemberBudgets(AccountBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** Gives what a team says of its members to those that have nothing of their own. */
    void inherit(ObjectNode team) {
        ObjectNode limits = ofTeam(team);
        String id = Documents.text(team, "team_id");
        if (limits.isEmpty()) {
            return;
        }
        Members.of(team).forEach(member -> {
            ObjectNode known = document(id, member);
            if (known.isEmpty() || known.path(INHERITED).asBoolean(false)) {
                write(id, member.path("user_id").asString(""), limits, true);
            }
        });
    }

    /** Keeps what a request says of a member; what it does not say stays. */
    void write(String team, String user, ObjectNode asked) {
        write(team, user, asked, false);
    }

    private void write(String team, String user, ObjectNode asked, boolean inherited) {
        ObjectNode limits = limits(asked);
        if (!limits.isEmpty()) {
            String id = AccountKind.member(team, user);
            ObjectNode document = book.document(AccountKind.MEMBER, id)
                    .orElseGet(() ->
                            JsonCodec.object().put("created_at", clock.instant().toString()));
            document.put("team_id", team).put("user_id", user).put(INHERITED, inherited);
            Fields.write(limits, document, clock);
            book.put(AccountKind.MEMBER, id, document);
        }
    }

    /** What a team gives every member, written as a request for one. */
    private static ObjectNode ofTeam(ObjectNode asked) {
        ObjectNode limits = JsonCodec.object();
        OF_TEAM.forEach((theirs, ours) -> {
            if (asked.hasNonNull(theirs)) {
                limits.set(ours, asked.path(theirs));
            }
        });
        return limits;
    }

    /** Checks that these limits can be kept. */
    void check(ObjectNode asked) {
        Fields.write(limits(asked), JsonCodec.object(), clock);
    }

    private static ObjectNode limits(ObjectNode asked) {
        ObjectNode limits = JsonCodec.object();
        FIELDS.forEach((theirs, ours) -> {
            if (asked.has(theirs)) {
                limits.set(ours, asked.path(theirs));
            }
        });
        return limits;
    }

    /** A member's limits as they are told after a change. */
    ObjectNode told(ObjectNode member, String team) {
        ObjectNode answer = JsonCodec.object();
        answer.set("user_id", member.path("user_id"));
        answer.set("user_email", member.path("user_email"));
        answer.put("team_id", team);
        ObjectNode document = document(team, member);
        TOLD.forEach(field -> answer.set(field, document.path(FIELDS.getOrDefault(field, field))));
        TOLD.stream().filter(field -> answer.path(field).isMissingNode()).forEach(answer::putNull);
        return answer;
    }

    private ObjectNode document(String team, JsonNode member) {
        return book.document(
                        AccountKind.MEMBER,
                        AccountKind.member(team, member.path("user_id").asString("")))
                .orElseGet(JsonCodec::object);
    }

    /** The memberships of a team as they are told. */
    ArrayNode memberships(ObjectNode team) {
        Map<String, Cost> spent = new TreeMap<>();
        if (!Members.of(team).isEmpty()) {
            spent.putAll(book.store().spent(AccountKind.MEMBER, Instant.EPOCH, Optional.empty()));
        }
        ArrayNode told = JsonCodec.array();
        Members.of(team).forEach(member -> told.add(membership(team, member, spent)));
        return told;
    }

    /** A membership as it is told. */
    ObjectNode membership(ObjectNode team, JsonNode member) {
        String id = AccountKind.member(
                Documents.text(team, "team_id"), member.path("user_id").asString(""));
        return membership(team, member, book.store().spent(AccountKind.MEMBER, Instant.EPOCH, Optional.of(id)));
    }

    private ObjectNode membership(ObjectNode team, JsonNode member, Map<String, Cost> spent) {
        String name = Documents.text(team, "team_id");
        ObjectNode document = document(name, member);
        Cost total = spent.getOrDefault(
                AccountKind.member(name, member.path("user_id").asString("")), Cost.ZERO);
        ObjectNode told = JsonCodec.object();
        told.set("user_id", member.path("user_id"));
        told.put("team_id", name);
        told.putNull("budget_id");
        told.put("spend", Documents.dollars(total));
        if (document.has("spend")) {
            told.set("spend", document.path("spend"));
        }
        told.put("total_spend", Documents.dollars(total));
        if (document.isEmpty()) {
            return told.putNull("litellm_budget_table").put("budget_source", "none");
        }
        ObjectNode limits = told.putObject("litellm_budget_table");
        Shapes.BUDGET.filled(limits).putNull("budget_id").set("created_at", document.path("created_at"));
        FIELDS.values().stream()
                .filter(document::has)
                .filter(field -> !field.equals("models"))
                .forEach(field -> limits.set(field, document.path(field)));
        return told.put("budget_source", "member");
    }
}
