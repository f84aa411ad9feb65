package dev.eclusa.engine.accounting;

import dev.eclusa.core.money.Cost;
import java.util.Optional;

/** How far a budget is spent: tells once a period when a mark is passed. Guarded by its account. */
public final class BudgetMarks {
    private static final double MOST = 0.8;

    private Mark last = Mark.NONE;

    /** What was passed. */
    public enum Mark {
        /** Nothing yet. */
        NONE,
        /** Four fifths of the budget, or what the operator called its soft budget. */
        SOFT,
        /** All of it. */
        SPENT
    }

    /** Hears of marks; must return at once. */
    @FunctionalInterface
    public interface Listener {
        /** Nobody hears. */
        Listener NOBODY = (account, mark, spent) -> {};

        /** An account has spent as much. */
        void passed(Account account, Mark mark, Cost spent);
    }

    BudgetMarks() {}

    /** The mark that is passed now and was not before. */
    Optional<Mark> passed(Allowance allowance, long spent) {
        Mark reached = reached(allowance, spent);
        if (reached.compareTo(last) <= 0) {
            return Optional.empty();
        }
        last = reached;
        return Optional.of(reached);
    }

    private static Mark reached(Allowance allowance, long spent) {
        if (allowance.budget().isPresent() && spent >= allowance.budget().get().nanos()) {
            return Mark.SPENT;
        }
        boolean soft = allowance.soft().isPresent()
                ? spent >= allowance.soft().get().nanos()
                : allowance.budget().isPresent()
                        && spent >= MOST * allowance.budget().get().nanos();
        return soft ? Mark.SOFT : Mark.NONE;
    }

    /** A new period begins. */
    void forget() {
        last = Mark.NONE;
    }
}
