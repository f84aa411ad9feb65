package dev.eclusa.engine.accounting;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lets calls in, under the limits and budgets of every account above them: all of them or none. */
public interface Limiter {
    /** What became of the wish to be let in. */
    sealed interface Result {
        /** All let it in. */
        record Admitted(Admission admission) implements Result {}

        /** One did not. */
        record Refused(Excess excess) implements Result {}

        /** Nobody can tell, and calls are not let in then. */
        record Unknown() implements Result {}
    }

    /**
     * Asks to be let in, without waiting.
     *
     * @param call its id
     * @param accounts from the organization down to the key
     * @param later told what became of it, on any thread, if that is not known at once
     * @return what became of it; empty when {@code later} is told
     */
    Optional<Result> admit(String call, List<Account> accounts, Estimate estimate, Consumer<Result> later);

    /** Whose accounts are this process' only. */
    static Limiter local() {
        return (call, accounts, estimate, later) ->
                Optional.of(LocalAdmission.admit(accounts, estimate, System.nanoTime(), 1));
    }
}
