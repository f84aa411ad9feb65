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
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** MadeUpCalls made up from a seed. */
final class MadeUpCalls {
    static final long NOON = 1_780_000_000_000L;
    private static final List<String> TEXTS = List.of("", "alpha", "Ünïcödé ☕ 😀", "a \"quoted\\ tab\t", "team-7");
    private static final List<String> MODELS = List.of("gpt-4o-mini", "claude-sonnet", "llama-3.2-3b");

    private final RandomGenerator random;

    MadeUpCalls(RandomGenerator random) {
        this.random = random;
    }

    CallBegin begin(String id) {
        return new CallBegin(
                id,
                random.nextBoolean() ? id : "client-" + id,
                NOON + random.nextLong(3 * 86_400_000L),
                new CallerLabels(one(TEXTS), one(TEXTS), one(TEXTS), one(TEXTS), "127.0.0.1"),
                "/v1/chat/completions",
                one(MODELS),
                "first",
                one(MODELS),
                random.nextBoolean(),
                random.nextInt(5000),
                random.nextInt(4) == 0 ? -1 : random.nextLong(1_000_000));
    }

    CallRow row(CallBegin begin) {
        List<Attempt> attempts =
                IntStream.range(0, random.nextInt(4)).mapToObj(i -> attempt()).toList();
        return new CallRow(
                begin,
                one(TEXTS),
                one(MODELS),
                random.nextInt(5),
                outcome(),
                random.nextInt(600),
                usage(),
                random.nextBoolean(),
                cost(),
                random.nextLong(60_000),
                random.nextLong(60_000) - 1,
                "miss",
                attempts,
                one(TEXTS));
    }

    /** A call as most are: one attempt, plain usage. */
    static CallRow usual(String id) {
        CallBegin begin = new CallBegin(
                id,
                id,
                NOON,
                new CallerLabels("team-key", "user-17", "search", "acme", "10.1.2.3"),
                "/v1/chat/completions",
                "auto",
                "openai-main",
                "gpt-4o-mini",
                false,
                400,
                60_000);
        Usage usage = Usage.of(320, 180);
        Optional<Cost> cost = Optional.of(new Cost(156_000));
        Attempt attempt = new Attempt("openai-main", "gpt-4o-mini", Outcome.SUCCESS, 200, usage, cost, 812);
        return new CallRow(
                begin,
                "openai-main",
                "gpt-4o-mini",
                1,
                Outcome.SUCCESS,
                200,
                usage,
                false,
                cost,
                815,
                -1,
                "miss",
                List.of(attempt),
                "cheapest healthy of 3");
    }

    private Attempt attempt() {
        return new Attempt(
                one(TEXTS), one(MODELS), outcome(), random.nextInt(600), usage(), cost(), random.nextLong(60_000));
    }

    private Outcome outcome() {
        return one(List.of(Outcome.SUCCESS, Outcome.ERROR, Outcome.CANCELLED, Outcome.INCOMPLETE));
    }

    private Usage usage() {
        return new Usage(
                random.nextInt(100_000),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(10_000),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(100));
    }

    private Optional<Cost> cost() {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(new Cost(random.nextLong(1_000_000_000_000L)));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
