package dev.eclusa.store;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import java.util.List;
import java.util.Optional;

/** Calls to account for. */
final class Calls {
    private Calls() {}

    static CallBegin begin(String id) {
        return new CallBegin(
                id,
                id,
                1_795_000_000_000L,
                new CallerLabels("key", "user", "", "org", "127.0.0.1"),
                "/v1/chat/completions",
                "m",
                "p",
                "real-model",
                false,
                300,
                45_000);
    }

    static CallRow settled(String id, long nanos) {
        Usage usage = new Usage(100, 10, 5, 0, 50, 20, 0, 0);
        Attempt failed = new Attempt("first", "other", Outcome.ERROR, 500, Usage.NONE, Optional.of(Cost.ZERO), 3);
        Attempt answered = new Attempt(
                "p", "real-model", Outcome.SUCCESS, 200, Usage.of(100, 50), Optional.of(new Cost(nanos)), 7);
        return new CallRow(
                begin(id),
                "p",
                "real-model",
                0,
                Outcome.SUCCESS,
                200,
                usage,
                false,
                Optional.of(new Cost(nanos)),
                10,
                4,
                "bypass",
                List.of(failed, answered),
                "");
    }
}
