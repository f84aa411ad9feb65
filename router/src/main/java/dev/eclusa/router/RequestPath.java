package dev.eclusa.router;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.resilience.Permit;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Decision;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.ResumableStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one path a request takes, from a body received to an account settled. {@code docs/request-path.md} tells the same
 * story in words. One instance a call, on one event loop, so nothing in it is locked.
 */
public final class RequestPath {
    private static final Duration QUEUE_PAUSE = Duration.ofMillis(20);
    private static final System.Logger LOG = System.getLogger("eclusa.router");

    private final GatewaySettings settings;
    private final EventLoop loop;
    private final InboundCall call;
    private final ClientSide client;
    private final Account account;
    private final String callId;
    private final String requestId;

    private final List<Failure.OfProvider> failures = new ArrayList<>(1);
    private Caller caller = Caller.ANONYMOUS;
    private long latestNanos;
    private int next;
    private int round = 1;
    private boolean over;
    private boolean streaming;
    private @Nullable DecodedRequest request;
    private @Nullable Plan plan;
    private @Nullable Attempt attempt;
    private @Nullable Permit permit;
    private @Nullable ResumableStream broken;
    private String session = "";

    private RequestPath(GatewaySettings settings, EventLoop loop, InboundCall call, ClientSide client) {
        this.settings = settings;
        this.loop = loop;
        this.call = call;
        this.client = client;
        this.account = new Account(settings, call);
        this.callId = CallIds.next(loop.random(), call.arrivedMillis());
        this.requestId = call.requestId().isEmpty() ? callId : call.requestId();
    }

    /** Step 1, receive, is done: the body is here. Takes the call through all others. */
    public static void run(GatewaySettings settings, EventLoop loop, InboundCall call, ClientSide client) {
        RequestPath path = new RequestPath(settings, loop, call, client);
        loop.entered();
        client.onGone(path::clientGone);
        path.guarded(path::walk);
    }

    private void refuseUnexpected(RuntimeException unexpected) {
        LOG.log(System.Logger.Level.ERROR, "Call " + callId + " met a fault of the gateway", unexpected);
        refuse(Failure.OfGateway.of(
                Failure.OfGateway.Kind.INTERNAL, "The gateway failed to handle this call. The fault is logged."));
    }

    private void walk() {
        decode();
        if (identify() && admit()) {
            recall();
            enrich();
            proceed();
        }
    }

    private void proceed() {
        if (!over && route()) {
            condense();
            attempt();
        }
    }

    private void proceedGuarded() {
        guarded(this::proceed);
    }

    /** Step 2: the dialect's bytes, read as far as admission and routing need. */
    private void decode() {
        request = DecodedRequest.of(call, settings.limits().jsonDepth());
        Duration longest = request.extras().timeout().orElse(settings.timeouts().total());
        latestNanos = call.arrivedNanos()
                + Math.min(longest.toNanos(), settings.timeouts().total().toNanos());
    }

    /** Step 3: whose key it is. */
    private boolean identify() {
        Optional<Caller> known = settings.identify().caller(call.key());
        known.ifPresent(found -> caller = found);
        if (known.isEmpty()) {
            refuse(Refusals.unknownKey());
        }
        return known.isPresent();
    }

    /** Step 4: whether there is room. Limits and budgets of the key are an issue of their own. */
    private boolean admit() {
        if (!decoded().head().stream()) {
            return true;
        }
        streaming = loop.streamEntered(settings.limits().streams());
        if (!streaming) {
            refuse(Refusals.tooManyStreams());
        }
        return streaming;
    }

    /** Step 5: answers known already. The cache is an issue of its own. */
    private void recall() {}

    /** Step 6: knowledge, if asked for. An issue of its own. */
    private void enrich() {}

    /** Step 7: the targets, in order. */
    private boolean route() {
        Choice choice = Choice.of(
                settings.routes(),
                settings.routing(),
                decoded(),
                new Choice.Asking(callId, requestId, call.arrivedMillis(), caller),
                loop.random());
        if (choice.decision().filter(decision -> decision.plan().isFull()).isPresent() && queued()) {
            return false;
        }
        choice.decision().ifPresent(this::decided);
        choice.refusal().ifPresent(this::refuse);
        return choice.refusal().isEmpty();
    }

    /** Everybody has as many calls as they may have: waits for a place, for as long as the operator lets it. */
    private boolean queued() {
        long longest = settings.routing().exhausted().queue().toNanos();
        boolean waits = System.nanoTime() - call.arrivedNanos() < longest;
        if (waits) {
            loop.after(QUEUE_PAUSE, this::proceedGuarded);
        }
        return waits;
    }

    private void decided(Decision decision) {
        settings.routing().decisions().add(decision);
        if (!decision.plan().isEmpty()) {
            plan = decision.plan();
            session = decision.needs().session();
            settings.routing().retries().deposit();
        }
    }

    /** Step 8: a prompt too long for its target is shortened. An issue of its own. */
    private void condense() {}

    /** Steps 9 and 10: the next target is called; what becomes of it comes back in {@link Outcomes}. */
    private void attempt() {
        if (over) {
            return;
        }
        Candidate candidate = plan().candidate(next);
        account.begin(begin(candidate.target()), plan());
        Optional<Permit> place = candidate.standing().enter(System.nanoTime());
        if (place.isEmpty() && !plan().isLastResort()) {
            passOver(candidate);
            return;
        }
        permit = place.orElse(null);
        attempt = new Attempt(
                new Attempt.Context(
                        settings, loop, call, client, decoded(), account, requestId, latestNanos, caller, resumes()),
                candidate,
                Optional.ofNullable(broken),
                new Outcomes());
        attempt.call();
    }

    private boolean resumes() {
        return settings.routing().resume() || decoded().extras().resume();
    }

    /** Between the plan and its turn something came in the candidate's way: the next one, without a word. */
    private void passOver(Candidate candidate) {
        next++;
        if (next < plan().size()) {
            attempt();
        } else if (failures.isEmpty()) {
            refuse(Refusals.passedOver(candidate.standing().obstacle(System.nanoTime()), loop.random()));
        } else {
            refuse(Refusals.after(failures, plan().size(), loop.random()));
        }
    }

    /** Step 11, answer, happens in {@link Attempt}; this is what it reports. */
    private final class Outcomes implements Attempt.Listener {
        @Override
        public void failed(Failure.OfProvider failure) {
            failures.add(failure);
            Judgement.failed(take(), failure, decoded().extras().timeout().isPresent());
            moveOn(failure);
        }

        @Override
        public void refused(Failure failure) {
            Judgement.ignored(take());
            refuse(failure);
        }

        @Override
        public void settle(Target target, Outcome outcome, int status, AnswerTally tally, long sentNanos) {
            judge(outcome, tally, sentNanos);
            RequestPath.this.settle(target, outcome, status, tally, sentNanos);
        }

        @Override
        public boolean handOver(Target target, ResumableStream stream, Failure.OfProvider failure, long sentNanos) {
            boolean possible = next + 1 < plan().size()
                    && account.attempts() < RetryPolicy.MOST_CALLS - 1
                    && System.nanoTime() - latestNanos < 0;
            if (possible) {
                Account.Charge charge = account.charge(stream.tally(), Outcome.INCOMPLETE);
                account.carry(charge, account.delivered(target, Outcome.INCOMPLETE, 200, charge.usage(), sentNanos));
                failures.add(failure);
                Judgement.failed(take(), failure, false);
                broken = stream;
                attempt = null;
                next++;
                loop.after(Duration.ofMillis(1), RequestPath.this::attemptGuarded);
            }
            return possible;
        }
    }

    /** The place taken for the attempt under way, which nobody else gives back. */
    private Optional<Permit> take() {
        Optional<Permit> taken = Optional.ofNullable(permit);
        permit = null;
        return taken;
    }

    private void judge(Outcome outcome, AnswerTally tally, long sentNanos) {
        Optional<Permit> taken = take();
        Attempt ending = attempt;
        Duration rest = ending == null ? Duration.ZERO : ending.restAsked();
        Judgement.ended(taken, outcome, tally.usage(), account.firstContentNanos() - sentNanos, rest);
        if (outcome == Outcome.SUCCESS && !session.isEmpty() && taken.isPresent()) {
            settings.routing()
                    .planner()
                    .homes()
                    .answered(session, taken.get().standing().name(), System.nanoTime());
        }
    }

    /** After a failed attempt: the next target, the same ones again while that may help, or the end. */
    private void moveOn(Failure.OfProvider failure) {
        next = following(failure);
        if (!failure.movesOn() || account.attempts() >= RetryPolicy.MOST_CALLS) {
            refuse(Refusals.after(failures, plan().size(), loop.random()));
        } else if (System.nanoTime() - latestNanos >= 0) {
            refuse(Refusals.deadline());
        } else if (next < plan().size()) {
            attemptGuarded();
        } else {
            repeat();
        }
    }

    /** The next candidate; after a prompt that did not fit, the next one that holds more. */
    private int following(Failure.OfProvider failure) {
        int following = next + 1;
        if (failure.kind() == Failure.OfProvider.Kind.CONTEXT_OVERFLOW) {
            long tooSmall = plan().candidate(next).target().contextWindow().orElse(0);
            while (following < plan().size()
                    && plan().candidate(following).target().contextWindow().orElse(Long.MAX_VALUE) <= tooSmall) {
                following++;
            }
        }
        return following;
    }

    private void repeat() {
        Optional<Duration> pause = Refusals.pauseBeforeRepeating(failures, round, settings.retry(), loop.random());
        long left = latestNanos - System.nanoTime();
        if (pause.isEmpty()
                || pause.get().toNanos() >= left
                || !settings.routing().retries().withdraw()) {
            refuse(Refusals.after(failures, plan().size(), loop.random()));
            return;
        }
        round++;
        next = 0;
        attempt = null;
        loop.after(pause.get().plusMillis(1), this::attemptGuarded);
    }

    private void attemptGuarded() {
        guarded(this::attempt);
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (InvalidRequest invalid) {
            refuse(invalid.failure());
        } catch (LedgerUnavailable unavailable) {
            refuse(unaccountable());
        } catch (RuntimeException unexpected) {
            refuseUnexpected(unexpected);
        }
    }

    private static Failure unaccountable() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.STORE_UNAVAILABLE,
                "Calls cannot be accounted right now, so none is made. Try again soon.");
    }

    /** The client left: the provider stops, and what was received is charged. */
    private void clientGone() {
        if (over) {
            return;
        }
        Attempt current = attempt;
        if (current != null) {
            current.cancel();
        }
        settleWithoutAnswer(Outcome.CANCELLED, 499);
        finish();
    }

    /** Ends a call that has no answer with an error in the caller's dialect. */
    private void refuse(Failure failure) {
        if (over) {
            return;
        }
        ResumableStream stream = broken;
        if (stream != null) {
            breakOff(stream, failure);
            return;
        }
        settleWithoutAnswer(Outcome.ERROR, failure.status());
        finish();
        ErrorAnswer.send(client, call, requestId, failure, account.attempts(), last().map(Candidate::target));
    }

    /** Nobody could go on with a stream the client has the beginning of. */
    private void breakOff(ResumableStream stream, Failure failure) {
        settleWithoutAnswer(Outcome.INCOMPLETE, 200);
        finish();
        ByteSink end = new ByteSink(256);
        stream.fail(failure, end);
        client.end(end.take());
    }

    /** Step 12: the account, exactly once, before the last byte leaves. */
    private void settle(Target target, Outcome outcome, int status, AnswerTally tally, long sentNanos) {
        Account.Charge charge = account.charge(tally, outcome);
        Optional<Cost> cost = account.delivered(target, outcome, status, charge.usage(), sentNanos);
        account.settle(outcome, status, last(), reason(), charge, cost);
        finish();
    }

    private void settleWithoutAnswer(Outcome outcome, int status) {
        if (!account.isSettled()) {
            account.settle(
                    outcome, status, last(), reason(), new Account.Charge(Usage.NONE, false), Optional.of(Cost.ZERO));
        }
    }

    /** Step 13, tell, is the account's: listeners hear of the row when it is written. */
    private void finish() {
        if (!over) {
            over = true;
            Judgement.ignored(take());
            loop.left();
            if (streaming) {
                loop.streamLeft();
            }
        }
    }

    private Optional<Candidate> last() {
        Plan known = plan;
        return known == null ? Optional.empty() : Optional.of(known.candidate(Math.min(next, known.size() - 1)));
    }

    private String reason() {
        Plan known = plan;
        return known == null || known.size() == 1 ? "" : known.reason();
    }

    private Plan plan() {
        return java.util.Objects.requireNonNull(plan, "routed");
    }

    private DecodedRequest decoded() {
        return java.util.Objects.requireNonNull(request, "decoded");
    }

    private CallBegin begin(Target target) {
        DecodedRequest decoded = decoded();
        long tokens = decoded.estimatedTokens();
        return new CallBegin(
                callId,
                requestId,
                call.arrivedMillis(),
                caller.labels(decoded.extras().user(), call.address()),
                call.endpoint(),
                decoded.head().model(),
                target.provider(),
                target.model(),
                decoded.head().stream(),
                tokens,
                target.price()
                        .map(price -> price.of(Usage.of(tokens, 0)).nanos())
                        .orElse(-1L));
    }
}
