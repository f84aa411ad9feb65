package dev.eclusa.router;

import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Excess;
import java.util.Optional;

/**
 * What serves a call in place of the model it asked for, since an account above it has spent its budget and is to be served
 * by a cheaper tier then.
 *
 * @param model name of the tier; empty for what was asked
 * @param excess the budget that is passed over; its account is charged all the same
 */
record Instead(String model, Optional<Excess> excess) {
    /** Nothing: the model asked for serves it. */
    static final Instead NOTHING = new Instead("", Optional.empty());

    /** What an account that has spent its budget wants instead; empty when it wants its calls refused. */
    static Optional<Instead> of(Excess excess) {
        String tier = excess.whose().allowance().downgrade();
        return excess.kind() == Excess.Kind.BUDGET && !tier.isEmpty()
                ? Optional.of(new Instead(tier, Optional.of(excess)))
                : Optional.empty();
    }

    /** The account whose budget is passed over. */
    Optional<Account> beyond() {
        return excess.map(Excess::whose);
    }

    boolean isNothing() {
        return model.isEmpty();
    }
}
