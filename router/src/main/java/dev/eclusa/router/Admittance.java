package dev.eclusa.router;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.accounting.Admission;
import dev.eclusa.engine.accounting.Estimate;
import dev.eclusa.engine.accounting.Excess;
import dev.eclusa.engine.accounting.Remaining;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What limits and budgets say of a call, in the terms of the request path. */
final class Admittance {
    /** Tokens an answer is taken to need where the caller sets no bound. */
    private static final long USUAL_ANSWER = 1024;

    /** More than this beyond a small prompt is no instruction of the provider's: a conversation it remembers, a film. */
    private static final long MOST_BEYOND = 2048;

    private Admittance() {}

    /**
     * What a call may use and cost: the prompt, with what this provider lately counted beyond it, and the answer the caller allows, else the least of what the model can
     * write, of what nearly all its recent answers had, and of {@value #USUAL_ANSWER} tokens.
     */
    static Estimate estimate(DecodedRequest request, Candidate candidate) {
        Target target = candidate.target();
        Price price = target.price().orElse(Price.FREE);
        long prompt = request.estimate().tokens();
        long answer = request.head().maxTokens().orElseGet(() -> usualAnswer(candidate));
        return estimate(prompt + Math.min(USUAL_ANSWER, answer), counted(prompt, candidate), answer, price);
    }

    /**
     * A closer estimate of a call that a limit stands in the way of; empty where it would not change anything. The prompt is
     * counted by its texts, and where the caller sets no bound on the answer, no more tokens are asked for than are left.
     */
    static Optional<Estimate> closer(
            DecodedRequest request, Candidate candidate, Estimate before, Excess excess, long nanos) {
        if (excess.kind() != Excess.Kind.TOKENS && excess.kind() != Excess.Kind.BUDGET) {
            return Optional.empty();
        }
        Price price = candidate.target().price().orElse(Price.FREE);
        long prompt = request.estimate().closely();
        long answer = request.head().maxTokens().orElseGet(() -> usualAnswer(candidate));
        long tokens = prompt + Math.min(USUAL_ANSWER, answer);
        if (request.head().maxTokens().isEmpty()) {
            long left = excess.whose().remaining(nanos).tokens().left();
            tokens = left > prompt ? Math.min(tokens, left) : tokens;
        }
        Estimate closer = estimate(tokens, counted(prompt, candidate), answer, price);
        return closer.equals(before) ? Optional.empty() : Optional.of(closer);
    }

    private static Estimate estimate(long tokens, long prompt, long answer, Price price) {
        return new Estimate(tokens, price.of(Usage.of(prompt, 0)), price.of(Usage.of(prompt, answer)));
    }

    /** A prompt as the provider will count it: with what it lately counted beyond, but no more than makes it another prompt. */
    private static long counted(long prompt, Candidate candidate) {
        long beyond = candidate.standing().promptBeyond(System.nanoTime());
        return prompt + Math.min(beyond, Math.max(prompt, MOST_BEYOND));
    }

    private static long usualAnswer(Candidate candidate) {
        double recent = candidate.standing().outputTokensP95();
        long most = Math.min(USUAL_ANSWER, candidate.target().maxOutput().orElse(USUAL_ANSWER));
        return recent < 0 ? most : Math.clamp((long) Math.ceil(recent), 1, most);
    }

    /** Nobody can tell whether there is room, and the operator wants no call to pass then. */
    static Failure unknown() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.STORE_UNAVAILABLE,
                "Limits cannot be checked right now, so no call under a limit is made. Try again soon.");
    }

    /** How a limit that is reached is told. */
    static Failure refusal(Excess excess) {
        return switch (excess.kind()) {
            case FROZEN ->
                Failure.OfCaller.of(Failure.OfCaller.Kind.FORBIDDEN, excess.message())
                        .because(Failure.OfCaller.Reason.FROZEN);
            case BUDGET ->
                new Failure.OfGateway(
                        Failure.OfGateway.Kind.BUDGET_EXCEEDED, excess.message(), Optional.empty(), excess.scope());
            case REQUESTS, BURST, TOKENS, CONCURRENCY ->
                new Failure.OfGateway(
                        Failure.OfGateway.Kind.RATE_LIMITED, excess.message(), excess.retryAfter(), excess.scope());
        };
    }

    /** What is left, in the headers OpenAI's clients know. */
    static void headers(Admission admission, Map<String, String> into) {
        Remaining remaining = admission.remaining(System.nanoTime());
        add("requests", remaining.requests(), into);
        add("tokens", remaining.tokens(), into);
    }

    private static void add(String what, Remaining.Limit limit, Map<String, String> into) {
        if (limit.exists()) {
            into.put("x-ratelimit-limit-" + what, Long.toString(limit.most()));
            into.put("x-ratelimit-remaining-" + what, Long.toString(limit.left()));
            into.put("x-ratelimit-reset-" + what, span(limit.reset()));
        }
    }

    private static String span(Duration span) {
        long seconds = (span.toMillis() + 999) / 1000;
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }
}
