package dev.eclusa.engine.accounting;

import dev.eclusa.core.money.Cost;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an account may use and spend; what is empty is not limited.
 *
 * @param budget most it may spend in a period
 * @param period when the budget is full again; empty is never
 * @param requests in any sixty seconds
 * @param tokens in any sixty seconds, prompt and answer
 * @param concurrent calls at a time
 * @param frozen whether nobody below it may call
 * @param shadow whether what is beyond is only counted, not refused
 * @param soft what it may spend before a warning
 * @param downgrade name of the tier that serves its calls when the budget is spent; empty to refuse them
 * @param burst requests in any second
 */
public record Allowance(
        Optional<Cost> budget,
        Optional<BudgetPeriod> period,
        OptionalLong requests,
        OptionalLong tokens,
        OptionalInt concurrent,
        boolean frozen,
        boolean shadow,
        Optional<Cost> soft,
        String downgrade,
        OptionalLong burst) {
    /** Without a warning, a downgrade and a burst. */
    public Allowance(
            Optional<Cost> budget,
            Optional<BudgetPeriod> period,
            OptionalLong requests,
            OptionalLong tokens,
            OptionalInt concurrent,
            boolean frozen,
            boolean shadow) {
        this(budget, period, requests, tokens, concurrent, frozen, shadow, Optional.empty(), "", OptionalLong.empty());
    }

    /** An amount of money in a period, and nothing else. */
    public static Allowance of(Optional<Cost> budget, Optional<BudgetPeriod> period) {
        return new Allowance(
                budget, period, OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty(), false, false);
    }

    /** Nothing is limited. */
    public static final Allowance UNLIMITED = new Allowance(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            false,
            false);

    /** Requests, tokens and calls at a time, and nothing else. */
    public static Allowance of(OptionalLong requests, OptionalLong tokens, OptionalInt concurrent) {
        return new Allowance(Optional.empty(), Optional.empty(), requests, tokens, concurrent, false, false);
    }

    /** The same, with no more requests than these in any second. */
    public Allowance bursting(OptionalLong most) {
        return new Allowance(budget, period, requests, tokens, concurrent, frozen, shadow, soft, downgrade, most);
    }

    /** The same, with another's limits on requests, tokens and calls at a time where it has none. */
    Allowance orElse(Allowance other) {
        return new Allowance(
                budget,
                period,
                requests.isPresent() ? requests : other.requests,
                tokens.isPresent() ? tokens : other.tokens,
                concurrent.isPresent() ? concurrent : other.concurrent,
                frozen,
                shadow,
                soft,
                downgrade,
                burst.isPresent() ? burst : other.burst);
    }

    /** Whether it limits anything. */
    public boolean limitsAnything() {
        return budget.isPresent()
                || requests.isPresent()
                || tokens.isPresent()
                || concurrent.isPresent()
                || burst.isPresent()
                || frozen;
    }
}
