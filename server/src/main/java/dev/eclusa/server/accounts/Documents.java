package dev.eclusa.server.accounts;

import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.BudgetPeriod;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads an account's document, whose fields have LiteLLM's names (recorded, 1.106.2). */
final class Documents {
    private static final int NANO_DIGITS = 9;
    private static final List<String> LIMITS =
            List.of("max_budget", "budget_duration", "rpm_limit", "tpm_limit", "max_parallel_requests");

    private Documents() {}

    static ObjectNode read(String json) {
        byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return (ObjectNode) JsonCodec.answer(bytes, 0, bytes.length);
    }

    /**
     * What an account may.
     *
     * @param freezes whether {@code blocked} freezes those below; a key that is blocked is not known at all
     */
    static Allowance allowance(ObjectNode document, boolean freezes) {
        boolean blocked = freezes && document.path("blocked").asBoolean(false);
        boolean disabled = document.has("enabled") && !document.path("enabled").asBoolean(true);
        return new Allowance(
                money(document, "max_budget"),
                Optional.of(text(document, "budget_duration")).flatMap(BudgetPeriod::of),
                count(document, "rpm_limit"),
                count(document, "tpm_limit"),
                atATime(document),
                blocked || disabled,
                document.path("shadow").asBoolean(false));
    }

    /** An account's document with the limits of a budget where it has none. */
    static ObjectNode under(ObjectNode document, ObjectNode budget) {
        ObjectNode limits = document.deepCopy();
        LIMITS.stream()
                .filter(name -> !document.hasNonNull(name) && budget.hasNonNull(name))
                .forEach(name -> limits.set(name, budget.path(name)));
        return limits;
    }

    static String text(ObjectNode document, String name) {
        JsonNode value = document.path(name);
        return value.isString() ? value.asString() : "";
    }

    static Set<String> texts(ObjectNode document, String name) {
        return document.path(name)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The moment a key expires; empty for never. */
    static Optional<Instant> expires(ObjectNode document) {
        try {
            return Optional.of(text(document, "expires"))
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse);
        } catch (DateTimeException unreadable) {
            return Optional.of(Instant.EPOCH);
        }
    }

    private static Optional<Cost> money(ObjectNode document, String name) {
        JsonNode value = document.path(name);
        return value.isNumber()
                ? Optional.of(new Cost(
                        value.decimalValue().movePointRight(NANO_DIGITS).longValue()))
                : Optional.empty();
    }

    private static OptionalLong count(ObjectNode document, String name) {
        JsonNode value = document.path(name);
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }

    private static OptionalInt atATime(ObjectNode document) {
        JsonNode value = document.path("max_parallel_requests");
        return value.isNumber()
                ? OptionalInt.of((int) Math.min(Integer.MAX_VALUE, value.asLong()))
                : OptionalInt.empty();
    }

    /** Money as a JSON number, exact to the nano-dollar. */
    static BigDecimal dollars(Cost cost) {
        BigDecimal exact = BigDecimal.valueOf(cost.nanos(), NANO_DIGITS).stripTrailingZeros();
        return exact.scale() < 1 ? exact.setScale(1) : exact;
    }
}
