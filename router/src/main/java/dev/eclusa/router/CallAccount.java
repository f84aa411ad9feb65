package dev.eclusa.router;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Admission;
import dev.eclusa.engine.accounting.Estimate;
import dev.eclusa.engine.accounting.LocalAdmission;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.pipe.AnswerTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The account of one call: begun before its first byte leaves for a provider, settled exactly once whatever happens.
 */
final class CallAccount {
    /** Characters a token stands for where only text is left to count by; more for scripts beyond ASCII would be less. */
    private static final int CHARACTERS_A_TOKEN = 4;

    private static final System.Logger LOG = System.getLogger("eclusa.router");

    private final GatewaySettings settings;
    private final InboundCall call;
    private final List<Attempt> attempts = new ArrayList<>(2);
    private @Nullable CallBegin begin;
    private Usage carriedUsage = Usage.NONE;
    private Optional<Cost> carriedCost = Optional.of(Cost.ZERO);
    private boolean carried;
    private boolean settled;
    private String cache = "bypass";
    private Optional<Admission> admission = Optional.empty();
    private Optional<LocalAdmission> beyond = Optional.empty();
    private long firstContentNanos;

    CallAccount(GatewaySettings settings, InboundCall call) {
        this.settings = settings;
        this.call = call;
    }

    /**
     * Writes the begin record, once.
     *
     * @throws LedgerUnavailable when it cannot be kept and calls without account are not served
     */
    void begin(CallBegin record, Plan plan) {
        if (begin != null) {
            return;
        }
        try {
            settings.ledger().begin(record);
        } catch (LedgerUnavailable unavailable) {
            if (!settings.serveWithoutLedger()) {
                throw unavailable;
            }
        }
        begin = record;
        settings.calls().began(record, plan);
    }

    /** The accounts above the caller let the call in; they are settled with it. */
    void admitted(Admission taken) {
        admission = Optional.of(taken);
    }

    /** What the accounts above the caller hold for the call; empty where nobody limits it. */
    Optional<Admission> admission() {
        return admission;
    }

    /** The call is over; where it never began, it cost nothing. */
    void over() {
        release(0, Cost.ZERO, "");
    }

    /** An account whose budget is passed over is charged with the others; empty for none. */
    void beyond(Optional<Account> passedOver, Estimate estimate) {
        beyond.ifPresent(taken -> taken.settle(0, Cost.ZERO, ""));
        beyond = passedOver.map(account -> LocalAdmission.noted(List.of(account), estimate, System.nanoTime()));
    }

    private void release(long tokens, Cost cost, String provider) {
        admission.ifPresent(taken -> taken.settle(tokens, cost, provider));
        beyond.ifPresent(taken -> taken.settle(tokens, cost, provider));
    }

    /** Whether the answer was known already: {@code hit-exact}, {@code miss} or {@code bypass}. */
    void cache(String word) {
        cache = word;
    }

    /** The first content left for the client. */
    void firstContent(long nanos) {
        if (firstContentNanos == 0) {
            firstContentNanos = nanos;
        }
    }

    /** When the first content left for the client; 0 while none did. */
    long firstContentNanos() {
        return firstContentNanos;
    }

    /** Provider calls so far. */
    int attempts() {
        return attempts.size();
    }

    /** Notes an attempt that failed before anything of it was delivered: it costs nothing. */
    void failed(Target target, int status, long sentNanos) {
        attempts.add(new Attempt(
                target.provider(),
                target.model(),
                Outcome.ERROR,
                status,
                Usage.NONE,
                target.price().map(price -> Cost.ZERO),
                millisSince(sentNanos)));
    }

    /** Notes the one attempt of a request that is no model call, and writes its row. */
    void passed(Target target, Outcome outcome, int status, Optional<Cost> cost, long sentNanos) {
        if (!settled && begin != null) {
            attempts.add(new Attempt(
                    target.provider(), target.model(), outcome, status, Usage.NONE, cost, millisSince(sentNanos)));
            settle(outcome, status, Optional.empty(), "", new Charge(Usage.NONE, false), cost);
        }
    }

    /** Notes an attempt that failed after some of its requests were answered: those are charged, nothing of them is delivered. */
    void wasted(Target target, int status, Usage usage, long sentNanos) {
        carry(new Charge(usage, true), delivered(target, Outcome.ERROR, status, usage, sentNanos));
    }

    /** Tokens of the prompt as they were estimated when the call began. */
    long estimatedTokens() {
        return begin == null ? 0 : begin.estimatedInputTokens();
    }

    /** Notes the attempt whose answer, or part of one, was delivered; answers what it costs. */
    Optional<Cost> delivered(Target target, Outcome outcome, int status, Usage usage, long sentNanos) {
        Optional<Cost> cost = target.price().map(price -> price.of(usage));
        attempts.add(
                new Attempt(target.provider(), target.model(), outcome, status, usage, cost, millisSince(sentNanos)));
        return cost;
    }

    /** Notes an attempt that was cut off because another answered first: its prompt is charged if it was sent. */
    void dropped(Target target, boolean sent, long sentNanos) {
        Usage read = Usage.of(sent && begin != null ? begin.estimatedInputTokens() : 0, 0);
        carry(new Charge(read, true), delivered(target, Outcome.CANCELLED, 0, read, sentNanos));
    }

    /** The usage to charge: the provider's figures when the answer was whole, else counted from what was delivered. */
    Charge charge(AnswerTally tally, Outcome outcome) {
        if (outcome == Outcome.SUCCESS && tally.usage().isPresent()) {
            return new Charge(tally.usage().get(), false);
        }
        long prompt = begin == null ? 0 : begin.estimatedInputTokens();
        Usage seen = tally.usage().orElse(Usage.NONE);
        long output = (tally.textLength() + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
        Usage counted = seen.input() > 0 ? seen : seen.mergeMax(Usage.of(prompt, 0));
        return new Charge(counted.mergeMax(Usage.of(0, output)), true);
    }

    /** Tokens to charge, and whether they were counted here. */
    record Charge(Usage usage, boolean estimated) {}

    /** Writes the row, once; a call that never began has none. */
    void settle(
            Outcome outcome,
            int status,
            Optional<Candidate> last,
            String decision,
            Charge charge,
            Optional<Cost> cost) {
        if (settled || begin == null) {
            return;
        }
        settled = true;
        CallRow row = new CallRow(
                begin,
                last.map(candidate -> candidate.target().provider()).orElse(begin.provider()),
                last.map(candidate -> candidate.target().model()).orElse(begin.model()),
                last.map(candidate -> candidate.traits().tier()).orElse(0),
                outcome,
                status,
                carried ? carriedUsage.plus(charge.usage()) : charge.usage(),
                carried || charge.estimated(),
                sum(carriedCost, cost),
                millisSince(call.arrivedNanos()),
                firstContentNanos == 0 ? -1 : (firstContentNanos - call.arrivedNanos()) / 1_000_000,
                cache,
                attempts,
                decision);
        try {
            settings.ledger().settle(row);
        } catch (LedgerUnavailable full) {
            LOG.log(System.Logger.Level.ERROR, "A call could not be settled: " + begin.callId(), full);
        }
        boolean recalled = cache.startsWith("hit");
        release(recalled ? 0 : row.usage().total(), row.cost().orElse(Cost.ZERO), row.provider());
        settings.calls().settled(row);
    }

    /** Notes what was delivered by an attempt that broke off, and that another goes on with: both are charged. */
    void carry(Charge charge, Optional<Cost> cost) {
        carriedUsage = carriedUsage.plus(charge.usage());
        carriedCost = sum(carriedCost, cost);
        carried = true;
    }

    private static Optional<Cost> sum(Optional<Cost> one, Optional<Cost> other) {
        return one.flatMap(known -> other.map(known::plus));
    }

    /** Whether the row was written. */
    boolean isSettled() {
        return settled;
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
