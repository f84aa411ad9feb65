package dev.eclusa.router.library;

import dev.eclusa.engine.resilience.Obstacle;
import dev.eclusa.engine.resilience.Standing;
import java.util.List;
import java.util.Optional;

/** What the standings of a provider's deployments come to. */
final class Statuses {
    private Statuses() {}

    /**
     * A provider's status.
     *
     * @param deployments those that a name leads to; none when it is only called as {@code provider/model}
     */
    static LlmStatus of(List<Standing> deployments, Optional<LlmProvider> own) {
        long now = System.nanoTime();
        Optional<Obstacle> obstacle =
                deployments.stream().allMatch(one -> one.obstacle(now).isPresent())
                        ? deployments.stream().findFirst().flatMap(one -> one.obstacle(now))
                        : Optional.empty();
        boolean ready = own.map(LlmProvider::isAvailable).orElse(true);
        double measured = deployments.stream()
                .mapToDouble(Standing::firstTokenMillis)
                .filter(millis -> millis >= 0)
                .min()
                .orElse(-1);
        double expected = measured >= 0
                ? measured
                : own.map(provider -> (double) provider.latencyEstimate().toMillis())
                        .orElse(-1.0);
        return new LlmStatus(
                ready && obstacle.isEmpty(),
                ready ? obstacle.map(Obstacle::reason).orElse("") : "it says that it is not available",
                expected,
                deployments.stream().mapToInt(Standing::inFlight).sum());
    }
}
