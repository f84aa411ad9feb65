package dev.eclusa.app.replay;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sums of calls under one policy, recorded or expected. */
public final class Tally {
    private final Map<String, Long> byDeployment = new TreeMap<>();
    private long calls;
    private double dollars;
    private double millis;
    private long timed;
    private double successes;

    void add(String deployment, Optional<Double> cost, Optional<Double> latency, double success) {
        calls++;
        byDeployment.merge(deployment, 1L, Long::sum);
        dollars += cost.orElse(0.0);
        successes += success;
        latency.ifPresent(took -> {
            timed++;
            millis += took;
        });
    }

    /** Calls that went first to each deployment, or that it answered. */
    public Map<String, Long> byDeployment() {
        return byDeployment;
    }

    /** US dollars of all calls. */
    public double dollars() {
        return dollars;
    }

    /** Mean milliseconds of the calls whose latency is known; 0 without any. */
    public double meanMillis() {
        return timed == 0 ? 0 : millis / timed;
    }

    /** Share of the calls that succeed, 0 to 1; 0 without calls. */
    public double successShare() {
        return calls == 0 ? 0 : successes / calls;
    }
}
