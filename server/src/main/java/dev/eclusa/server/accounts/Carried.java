package dev.eclusa.server.accounts;

import dev.eclusa.core.money.Cost;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an account has spent beside what its calls in the ledger cost: of one that was taken over from another gateway what it
 * had spent there, and less than nothing where its spend was set back. It counts until the period ends in which it was written.
 */
public final class Carried {
    /** The field of an account's document. */
    public static final String FIELD = "carried_spend";

    private static final String AMOUNT = "amount";
    private static final String PERIOD = "period_began";

    private Carried() {}

    /** Writes it into a document. */
    public static void write(ObjectNode document, Cost amount, Instant periodBegan) {
        document.putObject(FIELD).put(AMOUNT, amount.toString()).put(PERIOD, periodBegan.toString());
    }

    /** What is written in a document, to compare it; empty for nothing. */
    static String text(ObjectNode document) {
        return document.path(FIELD).toString();
    }

    /** What is written in a document, for the period that began then. */
    public static Cost read(ObjectNode document, Instant periodBegan) {
        JsonNode carried = document.path(FIELD);
        try {
            return carried.isObject()
                            && Instant.parse(carried.path(PERIOD).asString("")).equals(periodBegan)
                    ? Cost.ofDollars(new BigDecimal(carried.path(AMOUNT).asString("0")))
                    : Cost.ZERO;
        } catch (DateTimeException | NumberFormatException unreadable) {
            return Cost.ZERO;
        }
    }
}
