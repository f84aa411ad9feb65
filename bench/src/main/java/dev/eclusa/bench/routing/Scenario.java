package dev.eclusa.bench.routing;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Five minutes of calls to some providers.
 *
 * @param callsASecond load at a second
 */
record Scenario(String name, List<Provider> providers, DoubleUnaryOperator callsASecond) {
    static final int SECONDS = 300;

    private static final Provider A = Provider.well("a", 2.0, 300);
    private static final Provider B = Provider.well("b", 1.5, 400);
    private static final Provider C = Provider.well("c", 1.0, 500);
    private static final Provider D = Provider.well("d", 3.0, 450);

    /** All of them. */
    static List<Scenario> all() {
        return List.of(
                steady("all is well", A, B, C, D),
                steady("brown-out", A.slow(during(60, 180, 300, 3000)), B, C, D),
                steady("error burst", A.failing(during(60, 120, 0, 0.9)), B, C, D),
                steady("429 storm", A.limited(during(60, 180, 0, 0.8)), B.limited(during(100, 160, 0, 0.8)), C, D),
                steady(
                        "down in turn",
                        A.failing(during(40, 90, 0, 1)),
                        B.failing(during(100, 150, 0, 1)),
                        C.failing(during(160, 210, 0, 1)),
                        D.failing(during(220, 270, 0, 1))),
                steady(
                        "10 % faults",
                        A.failing(second -> 0.1),
                        B.failing(second -> 0.1),
                        C.failing(second -> 0.1),
                        D.failing(second -> 0.1)),
                new Scenario("ramp", List.of(A, B, C, D), second -> 5 + second));
    }

    private static Scenario steady(String name, Provider... providers) {
        return new Scenario(name, List.of(providers), second -> 30);
    }

    private static DoubleUnaryOperator during(int from, int to, double usual, double then) {
        return second -> second >= from && second < to ? then : usual;
    }
}
