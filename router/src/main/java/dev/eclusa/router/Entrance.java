package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Estimate;
import dev.eclusa.engine.accounting.Excess;
import dev.eclusa.engine.accounting.Limiter;
import dev.eclusa.engine.routing.Plan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is left of step 4 once a call is routed: limits and budgets of everybody above the key, all or none, in one question.
 * Where one stands in the way, the call may still be made: closely counted, without the provider whose limit it is, or in a
 * cheaper tier.
 */
final class Entrance {
    private final CallContext context;
    private final String callId;
    private final Instead instead;
    private final Door door;
    private Plan plan;
    private Estimate estimate = Estimate.NOTHING;
    private boolean closely;

    /** Where a call goes on. */
    sealed interface Way {
        /** It is let in, to be served by this plan. */
        record In(Plan plan) implements Way {}

        /** Something cheaper is to serve it. */
        record Cheaper(Instead instead) implements Way {}

        /** It is not let in. */
        record Shut(Failure failure) implements Way {}
    }

    /** Who hears where it goes on. */
    interface Door {
        /** Runs a step, and answers the client when it fails. */
        void guarded(Runnable step);

        /** Goes on. */
        void go(Way way);
    }

    /**
     * A call that wants to be let in.
     *
     * @param instead what already serves it in place of the model it asked for
     */
    Entrance(CallContext context, String callId, Plan plan, Instead instead, Door door) {
        this.context = context;
        this.callId = callId;
        this.plan = plan;
        this.instead = instead;
        this.door = door;
    }

    /** Asks; the answer may come later. */
    void enter() {
        List<Account> accounts = accounts();
        if (accounts.isEmpty() && instead.isNothing()) {
            door.go(new Way.In(plan));
        } else if (context.recall().known().isPresent()) {
            enter(accounts, Estimate.NOTHING);
        } else {
            enter(accounts, Admittance.estimate(context.request(), plan.candidate(0)));
        }
    }

    private void enter(List<Account> accounts, Estimate estimated) {
        estimate = estimated;
        context.account().beyond(instead.beyond(), estimated);
        context.settings()
                .limiter()
                .admit(
                        callId,
                        accounts,
                        estimated,
                        later -> context.loop().run(() -> door.guarded(() -> entered(later))))
                .ifPresent(this::entered);
    }

    private void entered(Limiter.Result result) {
        switch (result) {
            case Limiter.Result.Admitted admitted -> {
                context.account().admitted(admitted.admission());
                door.go(new Way.In(plan));
            }
            case Limiter.Result.Refused refused -> otherwise(refused.excess());
            case Limiter.Result.Unknown unknown -> door.go(new Way.Shut(Admittance.unknown()));
        }
    }

    private void otherwise(Excess excess) {
        Optional<Estimate> closer = closely
                ? Optional.empty()
                : Admittance.closer(context.request(), plan.candidate(0), estimate, excess, System.nanoTime());
        closely = true;
        if (closer.isPresent()) {
            enter(accounts(), closer.get());
            return;
        }
        Optional<Plan> others = excess.whose()
                .provider()
                .map(provider -> plan.without(provider, excess.message()))
                .filter(left -> !left.isEmpty());
        if (others.isPresent()) {
            plan = others.get();
            enter();
        } else {
            door.go(Instead.of(excess)
                    .filter(cheaper -> instead.isNothing())
                    .<Way>map(Way.Cheaper::new)
                    .orElseGet(() -> new Way.Shut(Admittance.refusal(excess))));
        }
    }

    private List<Account> accounts() {
        List<Account> above = limiting(plan.model());
        List<Account> beside = beside(plan.model());
        if (context.request().isBound()) {
            return bound(above, beside);
        }
        if (beside.isEmpty() && instead.beyond().isEmpty()) {
            return above;
        }
        List<Account> all = new ArrayList<>(above);
        all.addAll(beside);
        instead.beyond().ifPresent(all::remove);
        return all;
    }

    /** Where the path names the provider, what limits the model under its plain name limits it too. */
    private List<Account> bound(List<Account> above, List<Account> beside) {
        String plain = context.request().named();
        Set<Account> all = new LinkedHashSet<>(above);
        all.addAll(beside);
        all.addAll(limiting(plain));
        all.addAll(beside(plain));
        instead.beyond().ifPresent(all::remove);
        return List.copyOf(all);
    }

    private List<Account> limiting(String model) {
        return context.caller().owner().accountsOn(context.call().endpoint(), model);
    }

    private List<Account> beside(String model) {
        return context.settings().purses().beside(context.tags(), model, plan.providers());
    }
}
