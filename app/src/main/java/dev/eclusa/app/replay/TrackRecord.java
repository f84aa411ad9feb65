package dev.eclusa.app.replay;

import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each deployment did in recorded calls. */
final class TrackRecord {
    private final Map<String, Seen> byDeployment = new HashMap<>();

    /** Sums of one deployment's attempts. */
    private static final class Seen {
        private long attempts;
        private long successes;
        private long millis;
    }

    static TrackRecord of(List<CallRow> rows) {
        TrackRecord record = new TrackRecord();
        rows.stream()
                .flatMap(row -> row.attempts().stream())
                .filter(attempt -> attempt.outcome() != Outcome.CANCELLED)
                .forEach(record::add);
        return record;
    }

    private void add(Attempt attempt) {
        Seen seen = byDeployment.computeIfAbsent(attempt.provider() + "/" + attempt.model(), name -> new Seen());
        seen.attempts++;
        if (attempt.outcome() == Outcome.SUCCESS) {
            seen.successes++;
            seen.millis += attempt.latencyMillis();
        }
    }

    /** Share of its attempts that succeeded; empty where it was never called. */
    Optional<Double> reliability(String deployment) {
        return Optional.ofNullable(byDeployment.get(deployment)).map(seen -> (double) seen.successes / seen.attempts);
    }

    /** Mean milliseconds of those that succeeded; empty where none did. */
    Optional<Double> latencyMillis(String deployment) {
        return Optional.ofNullable(byDeployment.get(deployment))
                .filter(seen -> seen.successes > 0)
                .map(seen -> (double) seen.millis / seen.successes);
    }
}
