package dev.eclusa.bench.routing;

import java.util.function.DoubleUnaryOperator;

/**
 * A provider made up: how slow, how faulty and how dear it is as time goes by.
 *
 * @param dollars a million prompt tokens; an answer's cost twice that
 * @param slots calls it works on at a time; more make all of them slower
 * @param medianMillis latency's median at a second
 * @param faults share of calls that fail at a second
 * @param limits share of calls answered with 429 and a rest of five seconds at a second
 */
record Provider(
        String name,
        double dollars,
        int slots,
        DoubleUnaryOperator medianMillis,
        DoubleUnaryOperator faults,
        DoubleUnaryOperator limits) {
    /** One that is always well. */
    static Provider well(String name, double dollars, double median) {
        return new Provider(name, dollars, 40, second -> median, second -> 0, second -> 0);
    }

    /** The same that fails as said. */
    Provider failing(DoubleUnaryOperator share) {
        return new Provider(name, dollars, slots, medianMillis, share, limits);
    }

    /** The same that is as slow as said. */
    Provider slow(DoubleUnaryOperator median) {
        return new Provider(name, dollars, slots, median, faults, limits);
    }

    /** The same that refuses for a while as said. */
    Provider limited(DoubleUnaryOperator share) {
        return new Provider(name, dollars, slots, medianMillis, faults, share);
    }
}
