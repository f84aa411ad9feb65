package dev.eclusa.app.reconcile;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A field of a JSON document, read strictly: what it should be and is not is said with its place.
 *
 * @param path where it is, such as {@code data[0].results[2].model}
 */
record Field(String file, String path, JsonNode node) {
    private static final int MOST_SHOWN = 60;

    /** A field of this object. */
    Field get(String name) {
        return new Field(file, path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    /** Whether it is there and not null. */
    boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The elements of an array. */
    List<Field> elements() {
        if (!node.isArray()) {
            throw wrong("a list");
        }
        List<Field> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Field(file, path + "[" + i + "]", node.path(i)));
        }
        return elements;
    }

    /** A text. */
    String text() {
        if (!node.isString()) {
            throw wrong("a text");
        }
        return node.asString();
    }

    /** A text, or nothing where it is null, empty or not there. */
    Optional<String> optionalText() {
        return isThere() ? Optional.of(text()).filter(text -> !text.isBlank()) : Optional.empty();
    }

    /** A whole number that is not negative. */
    BigDecimal count() {
        return Optional.of(node)
                .filter(JsonNode::isIntegralNumber)
                .flatMap(number -> Amounts.count(number.decimalValue()))
                .orElseThrow(() -> wrong("a whole number"));
    }

    /** An amount of money: a number, or a text that is one. */
    BigDecimal amount() {
        Optional<BigDecimal> amount = node.isNumber()
                ? Amounts.of(node.decimalValue())
                : node.isString() ? Amounts.of(node.asString()) : Optional.empty();
        return amount.orElseThrow(() -> wrong("a decimal number"));
    }

    /** A moment, in seconds since 1970. */
    Instant epochSeconds() {
        try {
            return Instant.ofEpochSecond(count().longValueExact());
        } catch (DateTimeException beyond) {
            throw wrong("seconds since 1970");
        }
    }

    /** A moment, as RFC 3339 writes it. */
    Instant timestamp() {
        try {
            return OffsetDateTime.parse(text()).toInstant();
        } catch (DateTimeException none) {
            throw wrong("a moment such as 2026-01-31T00:00:00Z");
        }
    }

    /** The only currency there is in the books. */
    void dollars() {
        if (!text().equalsIgnoreCase("USD")) {
            throw wrong("USD, which the books are in (nothing is converted),");
        }
    }

    /** It is not what it should be. */
    NotUnderstood wrong(String expected) {
        String shown = isThere() || node.isNull() ? "is " + shortened(node.toString()) : "is missing";
        return new NotUnderstood(file + ": " + path + " " + shown + "; " + expected + " was expected.");
    }

    private static String shortened(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
}
