package dev.eclusa.app.litellm.database;

import dev.eclusa.core.money.Cost;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads values of LiteLLM's rows, which PostgreSQL has written as JSON. What is missing, or of another type, is absent. */
final class Fields {
    /** Beyond this an amount is a mistake: nine billion dollars. */
    private static final double MOST_DOLLARS = 9e9;

    private Fields() {}

    /** A text; a NULL and a missing column are the empty one. */
    static String text(JsonNode row, String name) {
        JsonNode value = row.path(name);
        return value.isString() ? value.asString() : "";
    }

    /** A whole number, 0 where there is none. */
    static long whole(JsonNode row, String name) {
        JsonNode value = row.path(name);
        return value.isNumber() ? Math.max(0, value.decimalValue().longValue()) : 0;
    }

    /** A floating-point number as the shortest decimal that means it. */
    static Optional<BigDecimal> decimal(JsonNode value) {
        double number = value.isNumber() ? value.doubleValue() : Double.NaN;
        return Double.isFinite(number)
                ? Optional.of(new BigDecimal(Double.toString(number)).stripTrailingZeros())
                : Optional.empty();
    }

    /** Money, rounded half up to the nano-dollar. */
    static Optional<Cost> cost(JsonNode row, String name) {
        return decimal(row.path(name))
                .filter(dollars -> Math.abs(dollars.doubleValue()) < MOST_DOLLARS)
                .map(Cost::ofDollars);
    }

    /** A moment; one without a zone is UTC, as LiteLLM means it. */
    static Optional<Instant> moment(JsonNode row, String name) {
        String text = text(row, name).replace(' ', 'T');
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException withZone) {
            return zoned(text);
        }
    }

    private static Optional<Instant> zoned(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The texts of a list. */
    static List<String> texts(JsonNode row, String name) {
        return row.path(name)
                .valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .toList();
    }
}
