package dev.eclusa.server.accounts;

import dev.eclusa.engine.accounting.BudgetPeriod;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks what a request says of an account, and writes it into the account's document. */
final class Fields {
    private static final int LONGEST_ALIAS = 256;
    /** LiteLLM's word for a key that does not expire. */
    private static final String NEVER = "-1";

    private static final Pattern FIGURE = Pattern.compile("(0|[1-9]\\d{0,12})(\\.\\d{1,12})?");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(s|m|h|d|w|mo)");
    private static final Map<String, Long> SECONDS =
            Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L, "mo", 2_592_000L);

    private static final List<String> MONEY = List.of("max_budget", "soft_budget");
    private static final List<String> COUNTS = List.of("rpm_limit", "tpm_limit", "max_parallel_requests");
    /** Requests in any second; a field of ours, shown where it was set. */
    private static final String BURST = "rpm_burst";

    /** What a team says of each member; kept where it was said. */
    private static final Set<String> COUNTS_OF_MEMBERS = Set.of("team_member_rpm_limit", "team_member_tpm_limit");

    private static final String MONEY_OF_MEMBERS = "team_member_budget";
    private static final Set<String> LISTS = Set.of(
            "models", "tags", "allowed_routes", "guardrails", "team_member_permissions", "default_team_member_models");
    private static final Set<String> OBJECTS = Set.of(
            "metadata",
            "aliases",
            "permissions",
            "model_max_budget",
            "model_rpm_limit",
            "model_tpm_limit",
            "on_exhaust",
            "model_aliases",
            "config");
    private static final Set<String> FLAGS = Set.of("blocked", "enabled", "shadow");
    private static final String MEMBERS = "members_with_roles";
    private static final String WINDOWS = "budget_limits";
    private static final List<String> TEXTS = List.of(
            "key_alias",
            "user_alias",
            "team_alias",
            "organization_alias",
            "project_alias",
            "user_email",
            "user_role",
            "user_id",
            "team_id",
            "organization_id",
            "project_id",
            "budget_duration",
            "team_member_budget_duration",
            "budget_id",
            "plan",
            "created_by",
            "description");

    private Fields() {}

    /** A request that is refused. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        private Wrong(Answer answer) {
            super("wrong field", null, false, false);
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }

        static Wrong of(int status, String message, String param) {
            return new Wrong(Answer.error(status, message, param));
        }

        /** A value of the wrong type, told as LiteLLM's users know it (recorded: 422 with {@code detail}). */
        static Wrong type(String field, String type, String message) {
            ObjectNode document = JsonCodec.object();
            ObjectNode detail = document.putArray("detail").addObject();
            detail.put("type", type);
            detail.putArray("loc").add("body").add(field);
            detail.put("msg", message);
            return new Wrong(new Answer(422, JsonCodec.text(document)));
        }
    }

    /** Writes that nothing is limited. */
    static void writeUnlimited(ObjectNode document) {
        document.putArray("models");
        MONEY.forEach(document::putNull);
        COUNTS.forEach(document::putNull);
        document.putNull("budget_duration");
    }

    /**
     * Writes the fields of a request that accounts have into a document; what is null there is null here.
     *
     * @throws Wrong when one cannot be
     */
    static void write(ObjectNode request, ObjectNode document, Clock clock) {
        request.forEachEntry((name, sent) -> {
            JsonNode value = isFigure(name) ? figure(sent) : sent;
            if (value.isNull() ? isKnown(name) : check(name, value)) {
                document.set(name, value);
            }
        });
        if (NEVER.equals(request.path("duration").asString(""))) {
            document.putNull("expires");
        } else if (request.path("duration").isString()) {
            document.put(
                    "expires",
                    expiry(request.path("duration").asString(), clock).toString());
        }
    }

    private static boolean isFigure(String name) {
        return MONEY.contains(name)
                || COUNTS.contains(name)
                || name.equals(BURST)
                || name.equals(MONEY_OF_MEMBERS)
                || COUNTS_OF_MEMBERS.contains(name);
    }

    /** Forms send figures as text; LiteLLM takes them too. */
    private static JsonNode figure(JsonNode sent) {
        if (!sent.isString() || !FIGURE.matcher(sent.asString()).matches()) {
            return sent;
        }
        String text = sent.asString();
        return text.contains(".")
                ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
                : JsonNodeFactory.instance.numberNode(Long.parseLong(text));
    }

    private static boolean isKnown(String name) {
        return isFigure(name)
                || name.equals(WINDOWS)
                || name.equals(MEMBERS)
                || LISTS.contains(name)
                || OBJECTS.contains(name)
                || FLAGS.contains(name)
                || TEXTS.contains(name);
    }

    private static boolean check(String name, JsonNode value) {
        if (MONEY.contains(name) || name.equals(MONEY_OF_MEMBERS)) {
            money(name, value);
        } else if (COUNTS.contains(name) || COUNTS_OF_MEMBERS.contains(name) || name.equals(BURST)) {
            count(name, value);
        } else if (name.equals(WINDOWS)) {
            require(value.isArray(), name, "list_type", "Input should be a valid list");
            value.forEach(Fields::window);
        } else if (name.equals(MEMBERS)) {
            require(value.isArray(), name, "list_type", "Input should be a valid list");
        } else if (LISTS.contains(name)) {
            require(value.isArray(), name, "list_type", "Input should be a valid list");
            value.forEach(each -> require(each.isString(), name, "string_type", "Input should be a valid string"));
        } else if (OBJECTS.contains(name)) {
            require(value.isObject(), name, "dict_type", "Input should be a valid dictionary");
            object(name, value);
        } else if (FLAGS.contains(name)) {
            require(value.isBoolean(), name, "bool_type", "Input should be a valid boolean");
        } else if (TEXTS.contains(name)) {
            text(name, value);
        }
        return isKnown(name);
    }

    private static void money(String name, JsonNode value) {
        require(value.isNumber(), name, "float_parsing", "Input should be a valid number");
        double dollars = value.asDouble();
        if (!(dollars >= 0) || dollars > 9e9) {
            throw Wrong.of(400, name + " must be an amount of USD from 0 to 9,000,000,000.", name);
        }
    }

    private static void window(JsonNode window) {
        require(window.isObject(), WINDOWS, "dict_type", "Input should be a valid dictionary");
        money(WINDOWS, window.path("max_budget"));
        text("budget_duration", window.path("budget_duration"));
    }

    /** What stands in an object and would limit calls must be figures, else it would limit nothing in silence. */
    private static void object(String name, JsonNode value) {
        switch (name) {
            case "model_rpm_limit", "model_tpm_limit" -> value.forEach(limit -> count(name, limit));
            case "model_max_budget" -> value.forEach(budget -> modelBudget(name, budget));
            case "on_exhaust" -> {
                if (Tier.named(value.path("downgrade").asString("")).isEmpty()) {
                    throw Wrong.of(
                            400,
                            "on_exhaust is {\"downgrade\": TIER}, one of fast, balanced, high_quality and premium.",
                            name);
                }
            }
            default -> {}
        }
    }

    private static void modelBudget(String name, JsonNode budget) {
        if (budget.isObject()) {
            JsonNode amount = budget.has("max_budget") ? budget.path("max_budget") : budget.path("budget_limit");
            money(name, amount);
            JsonNode period =
                    budget.has("budget_duration") ? budget.path("budget_duration") : budget.path("time_period");
            if (!period.isMissingNode() && !period.isNull()) {
                text("budget_duration", period);
            }
        } else {
            money(name, budget);
        }
    }

    private static void count(String name, JsonNode value) {
        require(value.isIntegralNumber(), name, "int_parsing", "Input should be a valid integer");
        if (value.asLong() < 0) {
            throw Wrong.of(400, name + " must not be negative.", name);
        }
    }

    private static void text(String name, JsonNode value) {
        require(value.isString(), name, "string_type", "Input should be a valid string");
        if (value.asString().length() > LONGEST_ALIAS) {
            throw Wrong.of(400, name + " must not be longer than " + LONGEST_ALIAS + " characters.", name);
        }
        if (name.endsWith("budget_duration")
                && BudgetPeriod.of(value.asString()).isEmpty()) {
            throw Wrong.of(400, "budget_duration must be a period such as 30s, 30m, 24h, 7d, 30d or 1mo.", name);
        }
    }

    private static void require(boolean right, String name, String type, String message) {
        if (!right) {
            throw Wrong.type(name, type, message);
        }
    }

    private static Instant expiry(String duration, Clock clock) {
        Matcher span = SPAN.matcher(duration);
        if (!span.matches()) {
            throw Wrong.of(400, "duration must be a span such as 30s, 30m, 24h or 30d.", "duration");
        }
        long unit = Optional.ofNullable(SECONDS.get(span.group(2))).orElse(1L);
        return clock.instant().plusSeconds(Long.parseLong(span.group(1)) * unit);
    }

    /** The texts of a list a request must name, such as the keys to delete. */
    static List<String> named(ObjectNode request, String field) {
        JsonNode list = request.path(field);
        if (!list.isArray()) {
            return List.of();
        }
        return ((ArrayNode) list)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }
}
