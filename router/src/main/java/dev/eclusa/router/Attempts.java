package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.resilience.Permit;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.ResumableStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: who of its plan is tried next, who is tried again, who goes on with a stream that broke, and
 * who is asked a second time while the first is slow. Used from the call's event loop only.
 */
final class Attempts {
    private final CallContext context;
    private final Plan plan;
    private final End end;
    private final List<Failure.OfProvider> failures = new ArrayList<>(1);
    private final List<Running> running = new ArrayList<>(1);
    private int next;
    private int round = 1;
    private boolean hedged;
    private Candidate last;
    private @Nullable ResumableStream broken;

    /** Hears how it ended, and guards what runs later. */
    interface End {
        /** An answer, or part of one, was delivered; called before its last byte leaves. */
        void settled(Target target, Outcome outcome, int status, AnswerTally tally, long sentNanos);

        /** Nothing was delivered, and nobody is left who could. */
        void refused(Failure failure);

        /** Whether the call is over. */
        boolean isOver();

        /** Runs a step, and answers the client when it fails. */
        void guarded(Runnable step);
    }

    /** Attempts at the plan's candidates, none made yet. */
    Attempts(CallContext context, Plan plan, End end) {
        this.context = context;
        this.plan = plan;
        this.end = end;
        this.last = plan.candidate(0);
    }

    /** Tries the next candidate that lets a call in. */
    void begin() {
        while (!end.isOver() && next < plan.size()) {
            Candidate candidate = plan.candidate(next);
            Optional<Permit> place = candidate.standing().enter(System.nanoTime());
            if (place.isPresent() || plan.isLastResort()) {
                start(candidate, place.orElse(null));
                return;
            }
            next++;
        }
        if (!end.isOver()) {
            end.refused(nobodyLetIn());
        }
    }

    private Failure nobodyLetIn() {
        return failures.isEmpty()
                ? Refusals.passedOver(
                        plan.candidate(plan.size() - 1).standing().obstacle(System.nanoTime()),
                        context.loop().random())
                : Refusals.after(
                        failures,
                        plan.size(),
                        context.settings().manners(),
                        context.loop().random());
    }

    private void start(Candidate candidate, @Nullable Permit permit) {
        last = candidate;
        Running one = new Running(candidate, permit);
        running.add(one);
        one.attempt.call();
        if (!hedged && broken == null && running.contains(one)) {
            hedgeLater(one);
        }
    }

    /** Asks the next candidate too, once this one is slower than it nearly ever is. */
    private void hedgeLater(Running slow) {
        Optional<Duration> after = context.settings().routing().hedge().after(slow.candidate.standing());
        if (after.isPresent() && next + 1 < plan.size()) {
            context.loop().after(after.get(), () -> end.guarded(() -> hedge(slow)));
        }
    }

    private void hedge(Running slow) {
        boolean stillWaits =
                !end.isOver() && !hedged && running.size() == 1 && running.getFirst() == slow && !slow.leads;
        if (!stillWaits || !context.settings().routing().retries().withdraw()) {
            return;
        }
        for (int i = next + 1; i < plan.size(); i++) {
            Candidate second = plan.candidate(i);
            Optional<Permit> place = second.standing().enter(System.nanoTime());
            if (place.isPresent()) {
                hedged = true;
                next = i;
                start(second, place.get());
                return;
            }
        }
    }

    /** The client left: everybody stops, and what was received is charged. */
    void cancel() {
        List.copyOf(running).stream().skip(1).forEach(Running::drop);
        running.stream().findFirst().ifPresent(one -> one.attempt.cancel());
    }

    /** Gives back every place that is still taken. */
    void leave() {
        running.forEach(one -> Judgement.ignored(one.take()));
    }

    /** The candidate that answers, or that was tried last. */
    Candidate last() {
        return last;
    }

    /** The stream that broke and that nobody could go on with; the client has its beginning. */
    Optional<ResumableStream> broken() {
        return Optional.ofNullable(broken);
    }

    /** After an attempt that failed with nobody else under way: the next, the same ones again, or the end. */
    private void moveOn(Failure.OfProvider failure) {
        next = following(failure);
        if (!failure.movesOn() || context.account().attempts() >= RetryPolicy.MOST_CALLS) {
            refuse();
        } else if (System.nanoTime() - context.latestNanos() >= 0) {
            end.refused(Refusals.deadline());
        } else if (next < plan.size()) {
            end.guarded(this::begin);
        } else {
            repeat();
        }
    }

    private void refuse() {
        end.refused(Refusals.after(
                failures,
                plan.size(),
                context.settings().manners(),
                context.loop().random()));
    }

    /** The next candidate; after a prompt that did not fit, the next one that holds more. */
    private int following(Failure.OfProvider failure) {
        int following = next + 1;
        if (failure.kind() == Failure.OfProvider.Kind.CONTEXT_OVERFLOW) {
            long tooSmall = plan.candidate(next).target().contextWindow().orElse(0);
            while (following < plan.size()
                    && plan.candidate(following).target().contextWindow().orElse(Long.MAX_VALUE) <= tooSmall) {
                following++;
            }
        }
        return following;
    }

    private void repeat() {
        Optional<Duration> pause = Refusals.pauseBeforeRepeating(
                failures,
                round,
                context.request().retries(context.settings().retry()),
                context.loop().random());
        long left = context.latestNanos() - System.nanoTime();
        if (pause.isEmpty()
                || pause.get().toNanos() >= left
                || !context.settings().routing().retries().withdraw()) {
            refuse();
            return;
        }
        round++;
        next = 0;
        later(pause.get().plusMillis(1));
    }

    private void later(Duration pause) {
        context.loop().after(pause, () -> end.guarded(this::begin));
    }

    /** One attempt under way, and the place it takes. */
    private final class Running implements Attempt.Listener {
        private final Candidate candidate;
        private final Attempt attempt;
        private @Nullable Permit permit;
        private boolean leads;

        Running(Candidate candidate, @Nullable Permit permit) {
            this.candidate = candidate;
            this.permit = permit;
            this.attempt = new Attempt(context, candidate, Optional.ofNullable(broken), this);
        }

        Optional<Permit> take() {
            Optional<Permit> taken = Optional.ofNullable(permit);
            permit = null;
            return taken;
        }

        /** Somebody else was first: it is cut off, and its prompt is charged, which its provider has read. */
        void drop() {
            running.remove(this);
            attempt.drop();
            Judgement.ignored(take());
        }

        @Override
        public void leads() {
            leads = true;
            last = candidate;
            if (running.size() > 1) {
                List.copyOf(running).stream().filter(other -> other != this).forEach(Running::drop);
            }
        }

        @Override
        public void failed(Failure.OfProvider failure) {
            running.remove(this);
            failures.add(failure);
            Judgement.failed(take(), failure, context.request().timeout().isPresent());
            if (running.isEmpty()) {
                moveOn(failure);
            } else if (!failure.movesOn()) {
                List.copyOf(running).forEach(Running::drop);
                refuse();
            }
        }

        @Override
        public void refused(Failure failure) {
            Judgement.ignored(take());
            if (running.remove(this) && running.isEmpty()) {
                end.refused(failure);
            }
        }

        @Override
        public void settle(Target target, Outcome outcome, int status, AnswerTally tally, long sentNanos) {
            Optional<Permit> taken = take();
            long first = context.account().firstContentNanos() - sentNanos;
            tally.usage()
                    .filter(counted -> outcome == Outcome.SUCCESS)
                    .ifPresent(counted -> candidate
                            .standing()
                            .prompted(context.request().estimate().tokens(), counted.input(), System.nanoTime()));
            Judgement.ended(taken, outcome, tally.usage(), first, attempt.restAsked());
            String session = context.session();
            if (outcome == Outcome.SUCCESS && !session.isEmpty() && taken.isPresent()) {
                context.settings()
                        .routing()
                        .planner()
                        .homes()
                        .answered(session, candidate.standing().name(), System.nanoTime());
            }
            end.settled(target, outcome, status, tally, sentNanos);
        }

        @Override
        public boolean handOver(Target target, ResumableStream stream, Failure.OfProvider failure, long sentNanos) {
            boolean possible = next + 1 < plan.size()
                    && context.account().attempts() < RetryPolicy.MOST_CALLS - 1
                    && System.nanoTime() - context.latestNanos() < 0;
            if (possible) {
                CallAccount account = context.account();
                CallAccount.Charge charge = account.charge(stream.tally(), Outcome.INCOMPLETE);
                Optional<Cost> cost = account.delivered(target, Outcome.INCOMPLETE, 200, charge.usage(), sentNanos);
                account.carry(charge, cost);
                running.remove(this);
                failures.add(failure);
                Judgement.failed(take(), failure, false);
                broken = stream;
                next++;
                later(Duration.ofMillis(1));
            }
            return possible;
        }
    }

    /** Ends a stream that the client has the beginning of, and that nobody could go on with. */
    static void breakOff(ResumableStream stream, Failure failure, ClientSide client) {
        ByteSink last = new ByteSink(256);
        stream.fail(failure, last);
        client.end(last.take());
    }
}
