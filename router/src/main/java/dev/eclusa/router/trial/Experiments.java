package dev.eclusa.router.trial;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.strategy.Split;
import dev.eclusa.router.CallListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How the arms of A/B tests do. A call counts for the deployment it was meant for, whoever answered in the end; its
 * latency and cost are those of the whole call, fall-backs included.
 */
public final class Experiments implements CallListener {
    private final Map<String, Assigned> underWay = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Arm>> arms = new ConcurrentSkipListMap<>();

    /** What a call was meant for. */
    private record Assigned(String model, String arm) {}

    /** The arms so far by name, in each model that is split. */
    public Map<String, Map<String, Arm>> arms() {
        return arms;
    }

    @Override
    public void began(CallBegin begin, Plan plan) {
        if (Split.isName(plan.strategy())) {
            underWay.put(
                    begin.callId(),
                    new Assigned(plan.model(), plan.candidate(0).target().name()));
        }
    }

    @Override
    public void settled(CallRow row) {
        Assigned assigned = underWay.remove(row.begin().callId());
        if (assigned == null || row.outcome() == Outcome.CANCELLED) {
            return;
        }
        boolean succeeded = row.attempts().stream()
                .anyMatch(attempt -> attempt.outcome() == Outcome.SUCCESS && isOf(attempt, assigned.arm()));
        arms.computeIfAbsent(assigned.model(), model -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(assigned.arm(), arm -> new Arm())
                .add(
                        succeeded,
                        row.latencyMillis(),
                        row.cost().map(Cost::nanos).orElse(0L) / 1e9,
                        row.usage().output());
    }

    private static boolean isOf(Attempt attempt, String arm) {
        return (attempt.provider() + "/" + attempt.model()).equals(arm);
    }
}
