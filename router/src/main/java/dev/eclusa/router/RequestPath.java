package dev.eclusa.router;

import dev.eclusa.core.cache.KnownAnswer;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Decision;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.ResumableStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one path a request takes, from a body received to an account settled. {@code docs/request-path.md} tells the same
 * story in words. One instance a call, on one event loop, so nothing in it is locked.
 */
public final class RequestPath {
    private static final System.Logger LOG = System.getLogger("eclusa.router");

    private final GatewaySettings settings;
    private final EventLoop loop;
    private final InboundCall call;
    private final ClientSide client;
    private final CallAccount account;
    private final String callId;
    private final String requestId;

    private Caller caller = Caller.ANONYMOUS;
    private long latestNanos;
    private boolean over;
    private boolean streaming;
    private @Nullable DecodedRequest request;
    private @Nullable Plan plan;
    private @Nullable Attempts attempts;
    private String session = "";
    private Instead instead = Instead.NOTHING;
    private CacheWishes wishes = CacheWishes.NONE;
    private Recall recall = Recall.OFF;
    private final Turn turn;

    private RequestPath(GatewaySettings settings, EventLoop loop, InboundCall call, ClientSide client) {
        this.settings = settings;
        this.loop = loop;
        this.call = call;
        this.client = client;
        this.account = new CallAccount(settings, call);
        this.turn = new Turn(loop);
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
        identify();
    }

    private void goOn() {
        if (!over && admit()) {
            recall();
            enrich();
            proceed();
        }
    }

    private void proceed() {
        if (!over && route()) {
            recall = Recall.of(
                    settings.cache(), wishes, decoded(), plan(), caller.owner().organization());
            condense();
            enter();
        }
    }

    private void proceedGuarded() {
        guarded(this::proceed);
    }

    /** Step 2: the dialect's bytes, read as far as admission and routing need. */
    private void decode() {
        request = DecodedRequest.of(call, settings.limits().jsonDepth(), settings.manners());
        Duration longest = request.timeout().orElse(settings.timeouts().total());
        latestNanos = call.arrivedNanos()
                + Math.min(longest.toNanos(), settings.timeouts().total().toNanos());
    }

    /** Step 3: whose key it is; a key that is not known here may be known to the store. */
    private void identify() {
        settings.identify().find(call.key(), loop, found -> guarded(() -> identified(found)));
    }

    private void identified(Identify.Found found) {
        switch (found) {
            case Identify.Found.Known known -> {
                caller = known.caller();
                if (caller.owner().grants().allowCall(call.endpoint())) {
                    goOn();
                } else {
                    refuse(Refusals.routeNotAllowed(call.endpoint()));
                }
            }
            case Identify.Found.Nobody nobody ->
                refuse(Refusals.unknownKey(settings.identify().unknown(call.key())));
            case Identify.Found.Unreachable nobodyElse -> refuse(Refusals.keysUnreachable());
        }
    }

    /** Step 4: whether there is room here. The limits of everybody above the key are asked once the price is known. */
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

    /** Step 5: what the caller wants of answers known already. Whether there is one is looked up once those who may give it are known. */
    private void recall() {
        wishes = decoded().cacheWishes();
    }

    /** Step 6: knowledge, if asked for. An issue of its own. */
    private void enrich() {}

    /** Step 7: the targets, in order. */
    private boolean route() {
        Choice choice = Choice.of(
                settings.routes(),
                settings.routing(),
                decoded(),
                new Choice.Asking(callId, requestId, call.arrivedMillis(), caller, instead),
                loop.random());
        if (choice.decision().filter(decision -> decision.plan().isFull()).isPresent() && queued()) {
            return false;
        }
        choice.decision().ifPresent(this::decided);
        choice.refusal()
                .map(refusal -> instead.excess().map(Admittance::refusal).orElse(refusal))
                .ifPresent(this::refuse);
        return choice.refusal().isEmpty();
    }

    /** Everybody has as many calls as they may have: waits for a place, for as long as the operator lets it. */
    private boolean queued() {
        return turn.await(settings.routing().exhausted(), call.arrivedNanos(), this::proceedGuarded);
    }

    private void decided(Decision decision) {
        turn.leave();
        settings.routing().decisions().add(decision);
        if (!decision.plan().isEmpty()) {
            plan = decision.plan();
            session = decision.needs().session();
            settings.routing().retries().deposit();
        }
    }

    /** Step 8: a prompt too long for its target is shortened. An issue of its own. */
    private void condense() {}

    /** What is left of step 4. */
    private void enter() {
        new Entrance(context(), callId, plan(), instead, new Doorway()).enter();
    }

    private final class Doorway implements Entrance.Door {
        @Override
        public void guarded(Runnable step) {
            RequestPath.this.guarded(step);
        }

        @Override
        public void go(Entrance.Way way) {
            switch (way) {
                case Entrance.Way.In in -> {
                    plan = in.plan();
                    attempt();
                }
                case Entrance.Way.Cheaper cheaper -> {
                    instead = cheaper.instead();
                    proceed();
                }
                case Entrance.Way.Shut shut -> refuse(shut.failure());
            }
        }
    }

    /** The call is let in: from here on it has a row. What waits for somebody else's answer has sent nothing that costs. */
    private void attempt() {
        if (over) {
            account.over();
            return;
        }
        boolean pretends =
                caller.owner().grants().pretends() && decoded().pretended().isPresent();
        recall = pretends ? Recall.OFF : recall;
        CallContext context = context();
        boolean waits = recall.awaits(loop, latestNanos, new Waiter(context));
        account.begin(begin(context, plan().candidate(0).target(), waits), plan());
        if (pretends) {
            pretend(context, decoded().pretended().orElseThrow());
        } else if (!waits) {
            answer(context);
        }
    }

    private final class Waiter implements Recall.Waiter {
        private final CallContext context;

        Waiter(CallContext context) {
            this.context = context;
        }

        @Override
        public void goOn() {
            guarded(() -> answer(context));
        }

        @Override
        public void late() {
            refuse(Refusals.deadline());
        }
    }

    private CallContext context() {
        return new CallContext(
                settings,
                loop,
                call,
                client,
                caller,
                decoded(),
                account,
                recall,
                requestId,
                latestNanos,
                resumes(),
                session);
    }

    private void answer(CallContext context) {
        if (over) {
            return;
        }
        boolean told = recall.known()
                .map(known -> new Recalled(context, plan().candidate(0), known).tell(tally -> recalled(known, tally)))
                .orElse(false);
        if (told) {
            return;
        }
        if (recall.known().isPresent()) {
            askAfterAll();
        } else {
            account.cache(recall.word());
            recall.count();
            attempt(context);
        }
    }

    /** An answer was known that cannot be told to this client: it is let in again, as a call that costs. */
    private void askAfterAll() {
        recall.over();
        recall = Recall.OFF;
        account.over();
        enter();
    }

    private void pretend(CallContext context, String said) {
        Candidate first = plan().candidate(0);
        KnownAnswer answer = Pretended.answer(said, decoded(), requestId, first.target());
        Pretended.failure(said)
                .ifPresentOrElse(
                        this::refuse,
                        () -> new Recalled(context, first, answer).tell(tally -> recalled(answer, tally)));
    }

    /** An answer known already costs nothing. */
    private void recalled(KnownAnswer known, AnswerTally tally) {
        account.cache(recall.word());
        recall.count();
        account.firstContent(System.nanoTime());
        account.settle(
                Outcome.SUCCESS,
                200,
                plan().find(known.origin().provider(), known.origin().model()),
                reason(),
                new CallAccount.Charge(tally.usage().orElse(Usage.NONE), false),
                Optional.of(Cost.ZERO));
        finish();
    }

    /** Steps 9 and 10: a target is called, and others where that fails; what becomes of it comes back in {@link Ends}. */
    private void attempt(CallContext context) {
        Attempts trying = new Attempts(context, plan(), new Ends());
        attempts = trying;
        settings.copies().sent(settings, loop, call, requestId, plan());
        trying.begin();
    }

    private boolean resumes() {
        return settings.routing().resume() || decoded().extras().resume();
    }

    /** Step 11, answer, happens in {@link Attempt}; this is what it comes to. */
    private final class Ends implements Attempts.End {
        @Override
        public void settled(Target target, Outcome outcome, int status, AnswerTally tally, long sentNanos) {
            settle(target, outcome, status, tally, sentNanos);
        }

        @Override
        public void refused(Failure failure) {
            refuse(failure);
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void guarded(Runnable step) {
            RequestPath.this.guarded(step);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (InvalidRequest invalid) {
            refuse(invalid.failure());
        } catch (LedgerUnavailable unavailable) {
            refuse(Refusals.unaccountable());
        } catch (RuntimeException unexpected) {
            refuseUnexpected(unexpected);
        }
    }

    /** The client left: the provider stops, and what was received is charged. */
    private void clientGone() {
        if (over) {
            return;
        }
        Attempts trying = attempts;
        if (trying != null) {
            trying.cancel();
        }
        settleWithoutAnswer(Outcome.CANCELLED, 499);
        finish();
    }

    /** Ends a call that has no answer with an error in the caller's dialect. */
    private void refuse(Failure failure) {
        if (over) {
            return;
        }
        Optional<ResumableStream> broken = Optional.ofNullable(attempts).flatMap(Attempts::broken);
        if (broken.isPresent()) {
            settleWithoutAnswer(Outcome.INCOMPLETE, 200);
            finish();
            Attempts.breakOff(broken.get(), failure, client);
            return;
        }
        if (attempts == null && isDenial(failure)) {
            settings.calls().refused(call, caller, failure);
        }
        settleWithoutAnswer(Outcome.ERROR, failure.status());
        finish();
        ErrorAnswer.send(
                client,
                call,
                settings.manners(),
                requestId,
                failure,
                account.attempts(),
                new ErrorAnswer.Asked(caller, last()));
    }

    private static boolean isDenial(Failure failure) {
        return switch (failure.status()) {
            case 401, 403, 429 -> true;
            default -> false;
        };
    }

    /** Step 12: the account, exactly once, before the last byte leaves. */
    private void settle(Target target, Outcome outcome, int status, AnswerTally tally, long sentNanos) {
        CallAccount.Charge charge = account.charge(tally, outcome);
        Optional<Cost> cost = account.delivered(target, outcome, status, charge.usage(), sentNanos);
        account.settle(outcome, status, last(), reason(), charge, cost);
        finish();
    }

    private void settleWithoutAnswer(Outcome outcome, int status) {
        if (!account.isSettled()) {
            account.settle(
                    outcome,
                    status,
                    last(),
                    reason(),
                    new CallAccount.Charge(Usage.NONE, false),
                    Optional.of(Cost.ZERO));
        }
    }

    /** Step 13, tell, is the account's: listeners hear of the row when it is written. */
    private void finish() {
        if (!over) {
            over = true;
            if (attempts != null) {
                attempts.leave();
            }
            account.over();
            turn.leave();
            recall.over();
            loop.left();
            if (streaming) {
                loop.streamLeft();
            }
        }
    }

    private Optional<Candidate> last() {
        Attempts trying = attempts;
        return trying == null ? Optional.empty() : Optional.of(trying.last());
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

    /** A record of a call that begins; of one that waits without a price, so that it is not charged for what nobody sent. */
    private CallBegin begin(CallContext context, Target target, boolean waits) {
        DecodedRequest decoded = decoded();
        long tokens = decoded.estimate().tokens();
        return new CallBegin(
                callId,
                requestId,
                call.arrivedMillis(),
                caller.labels(decoded.extras().user(), call.address(), context.tags()),
                call.endpoint(),
                decoded.head().model(),
                target.provider(),
                target.model(),
                decoded.head().stream(),
                tokens,
                target.price()
                        .map(price -> waits ? 0L : price.of(Usage.of(tokens, 0)).nanos())
                        .orElse(-1L));
    }
}
