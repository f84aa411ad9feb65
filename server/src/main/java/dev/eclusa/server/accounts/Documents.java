package dev.eclusa.server.accounts;

import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.BudgetPeriod;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            List.of("max_budget", "budget_duration", "rpm_limit", "rpm_burst", "tpm_limit", "max_parallel_requests");

    private static final List<String> MODEL_LIMITS = List.of("model_max_budget", "model_rpm_limit", "model_tpm_limit");
    /** LiteLLM's names of an amount and a period, the newer first. */
    private static final List<String> MONEY = List.of("max_budget", "budget_limit");

    private static final List<String> PERIODS = List.of("budget_duration", "time_period");

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
                document.path("shadow").asBoolean(false),
                money(document, "soft_budget"),
                document.path("on_exhaust").path("downgrade").asString(""),
                count(document, "rpm_burst"));
    }

    /** Budgets of further periods, by the period as it is written. */
    static Map<String, Allowance> windows(ObjectNode document) {
        Map<String, Allowance> windows = new LinkedHashMap<>();
        document.path("budget_limits")
                .valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .forEach(window -> {
                    String period = text(window, "budget_duration");
                    windows.put(period, Allowance.of(money(window, "max_budget"), BudgetPeriod.of(period)));
                });
        return windows;
    }

    /** What a key may on single models, by name. */
    static Map<String, Allowance> models(ObjectNode document) {
        Map<String, Allowance> models = new LinkedHashMap<>();
        MODEL_LIMITS.forEach(field -> document.path(field)
                .properties()
                .forEach(entry -> models.computeIfAbsent(entry.getKey(), model -> ofModel(document, model))));
        return models;
    }

    private static Allowance ofModel(ObjectNode document, String model) {
        JsonNode budget = document.path("model_max_budget").path(model);
        Optional<Cost> most = MONEY.stream()
                .map(name -> amount(budget.path(name)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> amount(budget));
        String period = PERIODS.stream()
                .map(name -> budget.path(name).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return new Allowance(
                most,
                BudgetPeriod.of(period),
                whole(document.path("model_rpm_limit").path(model)),
                whole(document.path("model_tpm_limit").path(model)),
                OptionalInt.empty(),
                false,
                document.path("shadow").asBoolean(false));
    }

    private static OptionalLong whole(JsonNode value) {
        return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
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

    /** The texts of an object, by name. */
    static void words(ObjectNode document, String name, Map<String, String> into) {
        document.path(name).properties().forEach(entry -> {
            if (entry.getValue().isString()) {
                into.put(entry.getKey(), entry.getValue().asString());
            }
        });
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
        return amount(document.path(name));
    }

    private static Optional<Cost> amount(JsonNode dollars) {
        return dollars.isNumber() ? Optional.of(Cost.ofDollars(dollars.decimalValue())) : Optional.empty();
    }

    private static OptionalLong count(ObjectNode document, String name) {
        return whole(document.path(name));
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
