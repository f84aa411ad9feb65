package dev.eclusa.server.metrics.litellm;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.router.CallListener;
import dev.eclusa.router.Caller;
import dev.eclusa.router.InboundCall;
import dev.eclusa.server.metrics.Bounded;
import dev.eclusa.server.metrics.ModelNames;

/** What is counted of calls for LiteLLM's families, as they settle and as they are refused. Called on event loops. */
public final class LitellmFigures implements CallListener {
    private static final int MOST = 1000;

    private final Bounded.Naming<CalledBy> naming;
    private final Bounded<CalledBy, LitellmSeries> calls = new Bounded<>(MOST, LitellmSeries::new);
    private final Bounded<CalledBy, DeploymentSeries> deployments = new Bounded<>(MOST, DeploymentSeries::new);

    /** Calls of a deployment. */
    static final class DeploymentSeries {
        final Statuses well = new Statuses();
        final Statuses failed = new Statuses();
    }

    /** Nothing counted yet. */
    public LitellmFigures(ModelNames names) {
        this.naming = new Bounded.Naming<>() {
            @Override
            public CalledBy named(CalledBy key) {
                return key.known(names);
            }

            @Override
            public CalledBy crowded(CalledBy key) {
                return key.others();
            }
        };
    }

    @Override
    public void settled(CallRow row) {
        CalledBy by = CalledBy.of(row);
        calls.of(by, naming).add(row);
        for (int i = 0; i < row.attempts().size(); i++) {
            attempted(by, row.attempts().get(i));
        }
    }

    private void attempted(CalledBy by, Attempt attempt) {
        CalledBy of =
                new CalledBy(by.key(), by.team(), "", "", by.requested(), attempt.provider(), attempt.model(), "");
        DeploymentSeries series = deployments.of(of, naming);
        switch (attempt.outcome()) {
            case SUCCESS -> series.well.add(attempt.status());
            case ERROR, INCOMPLETE -> series.failed.add(attempt.status());
            case CANCELLED, INTERRUPTED -> {}
        }
    }

    @Override
    public void refused(InboundCall call, Caller caller, Failure failure) {
        boolean nobody = caller.equals(Caller.ANONYMOUS);
        CalledBy by = new CalledBy(
                nobody ? "" : caller.name(),
                caller.owner().team(),
                caller.owner().user(),
                caller.owner().organization(),
                "",
                "",
                "",
                call.endpoint());
        calls.of(by, naming).failed.add(failure.status());
    }

    Bounded<CalledBy, LitellmSeries> calls() {
        return calls;
    }

    Bounded<CalledBy, DeploymentSeries> deployments() {
        return deployments;
    }
}
