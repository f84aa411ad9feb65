package dev.eclusa.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.resilience.Permit;
import dev.eclusa.engine.strategy.ScoreWeights;
import dev.eclusa.engine.strategy.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {
    private static final long NOW = TimeUnit.HOURS.toNanos(1);

    private final Made made = new Made();
    private final Strategies strategies = new Strategies(ScoreWeights.DEFAULT);
    private final Affinity affinity = new Affinity();
    private final Planner planner = new Planner(affinity);
    private final Random random = new Random(11);

    static List<String> names() {
        return Strategies.NAMES;
    }

    private Strategy strategy(String name) {
        return strategies.named(name).orElseThrow();
    }

    private Plan plan(String strategy, List<Candidate> candidates, Needs needs) {
        return planner.plan(new Group("g", candidates, strategy(strategy), List.of()), needs, new Moment(NOW, random));
    }

    private static List<String> providers(Plan plan) {
        return plan.ranked().stream()
                .map(ranked -> ranked.candidate().target().provider())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void orderIsStrictUnderEveryStrategy(String strategy) {
        List<Candidate> candidates = List.of(
                made.candidate("a", 0, 1),
                made.candidate("b", 0, 1),
                made.candidate("c", 1, 9),
                made.candidate("d", 2, 9));
        for (int i = 0; i < 200; i++) {
            assertThat(providers(plan(strategy, candidates, Needs.NONE)).subList(2, 4))
                    .containsExactly("c", "d");
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPlanNeverHoldsADeploymentThatBreaksAConstraint(String strategy) {
        for (int round = 0; round < 300; round++) {
            Made world = new Made();
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                Traits traits = new Traits(
                        0,
                        random.nextInt(3),
                        0,
                        0,
                        random.nextBoolean() ? "eu" : "us",
                        random.nextBoolean(),
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(random.nextBoolean() ? Set.of(Capability.VISION) : Set.of()),
                        OptionalLong.empty(),
                        OptionalLong.empty());
                candidates.add(world.candidate("p" + i, traits, random.nextInt(4) - 1, random.nextInt(3) * 4000 - 1));
            }
            Needs needs = new Needs(
                    random.nextInt(9000),
                    OptionalLong.of(100),
                    random.nextBoolean() ? Set.of(Capability.VISION) : Set.of(),
                    new Needs.Wishes(
                            "p1",
                            random.nextBoolean() ? Set.of() : Set.of("p0", "p1", "p2"),
                            random.nextBoolean(),
                            random.nextBoolean() ? "eu" : "",
                            random.nextBoolean() ? Optional.empty() : Optional.of(new Cost(random.nextInt(20_000_000))),
                            Optional.empty(),
                            Optional.empty()),
                    "");
            Plan plan = plan(strategy, candidates, needs);
            assertThat(plan.size() + plan.left().size()).isEqualTo(candidates.size());
            plan.ranked().forEach(ranked -> holds(ranked.candidate(), needs));
        }
    }

    private static void holds(Candidate candidate, Needs needs) {
        assertThat(candidate.traits().weight()).isPositive();
        Needs.Wishes wishes = needs.wishes();
        if (needs.capabilities().contains(Capability.VISION)) {
            assertThat(candidate.traits().cannot(Capability.VISION)).isFalse();
        }
        assertThat(wishes.only().isEmpty()
                        || wishes.only().contains(candidate.target().provider()))
                .isTrue();
        assertThat(!wishes.localOnly() || candidate.traits().local()).isTrue();
        assertThat(wishes.region().isEmpty()
                        || wishes.region().equals(candidate.traits().region()))
                .isTrue();
        wishes.maxCost()
                .ifPresent(most -> assertThat(candidate
                                .target()
                                .price()
                                .orElseThrow()
                                .of(Usage.of(needs.promptTokens(), needs.expectedOutput())))
                        .isLessThanOrEqualTo(most));
    }

    @Test
    void aWeightedSplitIsAsItsWeightsSay() {
        List<Candidate> candidates =
                List.of(made.candidate("a", 0, 5), made.candidate("b", 0, 3), made.candidate("c", 0, 2));
        Map<String, Integer> first = new HashMap<>();
        int calls = 10_000;
        for (int i = 0; i < calls; i++) {
            first.merge(providers(plan("weighted", candidates, Needs.NONE)).getFirst(), 1, Integer::sum);
        }
        double chiSquare = 0;
        for (Candidate candidate : candidates) {
            double expected = calls * candidate.traits().weight() / 10.0;
            double off = first.getOrDefault(candidate.target().provider(), 0) - expected;
            chiSquare += off * off / expected;
        }
        assertThat(chiSquare).as("two degrees of freedom, one in a thousand").isLessThan(13.8);
    }

    @Test
    void aSplitGivesEachItsShareAndMovesNobodyWhoNeedNotMove() {
        List<Candidate> three =
                List.of(made.candidate("a", 0, 1), made.candidate("b", 0, 3), made.candidate("c", 0, 6));
        Map<String, Integer> first = new HashMap<>();
        int people = 10_000;
        for (int i = 0; i < people; i++) {
            Needs needs = by("person " + i);
            String arm = providers(plan("split-by-user", three, needs)).getFirst();
            assertThat(providers(plan("split-by-user", three, needs)).getFirst())
                    .isEqualTo(arm);
            first.merge(arm, 1, Integer::sum);
            String without =
                    providers(plan("split-by-user", three.subList(0, 2), needs)).getFirst();
            assertThat(without).as("who is not with c stays").isEqualTo(arm.equals("c") ? without : arm);
        }
        double chiSquare = 0;
        for (Candidate candidate : three) {
            double expected = people * candidate.traits().weight() / 10.0;
            double off = first.getOrDefault(candidate.target().provider(), 0) - expected;
            chiSquare += off * off / expected;
        }
        assertThat(chiSquare).as("two degrees of freedom, one in a thousand").isLessThan(13.8);
    }

    private static Needs by(String person) {
        return new Needs(
                0,
                OptionalLong.empty(),
                Set.of(),
                Needs.Wishes.NONE,
                false,
                "",
                new Needs.Origin(person, ""),
                Needs.Forms.ANY);
    }

    @Test
    void roundRobinTakesTurns() {
        List<Candidate> candidates =
                List.of(made.candidate("a", 0, 1), made.candidate("b", 0, 1), made.candidate("c", 0, 1));
        Strategy turns = strategy("round-robin");
        List<String> first = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Plan plan = planner.plan(new Group("g", candidates, turns, List.of()), Needs.NONE, new Moment(NOW, random));
            first.add(providers(plan).getFirst());
        }
        assertThat(first).containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void theCheapestIsFirstAndTheUnpricedLast() {
        List<Candidate> candidates = List.of(
                made.candidate("unpriced", Traits.NONE, -1, -1),
                made.candidate("dear", Traits.NONE, 9, -1),
                made.candidate("cheap", Traits.NONE, 1, -1));
        assertThat(providers(plan("cost", candidates, Needs.NONE))).containsExactly("cheap", "dear", "unpriced");
    }

    @Test
    void theQuickestIsFirstNearlyAlways() {
        Candidate quick = made.candidate("quick", 0, 1);
        Candidate slow = made.candidate("slow", 0, 1);
        answer(quick, 50);
        answer(slow, 900);
        int first = 0;
        for (int i = 0; i < 1000; i++) {
            first += providers(plan("latency", List.of(slow, quick), Needs.NONE))
                            .getFirst()
                            .equals("quick")
                    ? 1
                    : 0;
        }
        assertThat(first).isBetween(950, 1000);
    }

    private void answer(Candidate candidate, long millis) {
        Permit permit = candidate.standing().enter(NOW - millis * 1_000_000).orElseThrow();
        permit.succeeded(NOW, millis * 1_000_000, 10, 100);
    }

    @Test
    void aPreferredProviderIsFirstAndExcludesNobody() {
        Needs needs = new Needs(
                10,
                OptionalLong.empty(),
                Set.of(),
                new Needs.Wishes("b", Set.of(), false, "", Optional.empty(), Optional.empty(), Optional.empty()),
                "");
        assertThat(providers(plan("cost", List.of(made.candidate("a", 0, 1), made.candidate("b", 5, 1)), needs)))
                .containsExactly("b", "a");
    }

    @Test
    void aConversationStaysWhereItsPromptIsCachedUnlessMovingIsCheaper() {
        Candidate a = made.candidate("a", Traits.NONE, 1, -1);
        Candidate b = made.candidate("b", Traits.NONE, 1, -1);
        Needs needs = new Needs(5000, OptionalLong.empty(), Set.of(), Needs.Wishes.NONE, "s");
        affinity.answered("s", b.name(), NOW);
        Plan stays = plan("weighted-score", List.of(a, b), needs);
        assertThat(providers(stays)).containsExactly("b", "a");
        assertThat(stays.reason()).contains("cached");
        Candidate cheap = made.candidate("cheap", Traits.NONE, 0.01, -1);
        assertThat(providers(plan("cost", List.of(cheap, b), needs))).containsExactly("cheap", "b");
        Plan later = planner.plan(
                new Group("g", List.of(a, b), strategy("weighted-score"), List.of()),
                needs,
                new Moment(NOW + Duration.ofMinutes(6).toNanos(), random));
        assertThat(providers(later)).containsExactly("a", "b");
    }

    @Test
    void vectorsAreMadeByWhoTakesTheFormAndIsNotKnownToChatOnly() {
        Candidate unknown = made.candidate("unknown", Traits.NONE, 1, 100);
        Candidate chats = made.candidate("chats", Traits.NONE.able(Optional.of(Set.of(Capability.CHAT))), 1, -1);
        Candidate both = made.candidate(
                "both", Traits.NONE.able(Optional.of(Set.of(Capability.CHAT, Capability.EMBEDDINGS))), 1, -1);
        Candidate local = made.candidate("local", chats.traits().onOwnMachines(true), 1, -1);
        List<Candidate> all = List.of(unknown, chats, both, local);
        assertThat(providers(plan("cost", all, vectors("openai"))))
                .as("many texts together need not fit a context window")
                .containsExactlyInAnyOrder("unknown", "both", "local");
        assertThat(plan("cost", all, vectors("other")).left())
                .hasSize(4)
                .allMatch(left -> left.reason().equals("takes no such form"));
    }

    private static Needs vectors(String form) {
        return new Needs(
                5000,
                OptionalLong.of(0),
                Set.of(Capability.EMBEDDINGS),
                Needs.Wishes.NONE,
                false,
                "",
                Needs.Origin.NOBODY,
                new Needs.Forms(Set.of(form), "takes no such form"));
    }

    @Test
    void fallbacksComeBehindAndNobodyTwice() {
        Candidate a = made.candidate("a", 0, 1);
        Candidate b = made.candidate("b", 0, 1);
        Group second = new Group("second", List.of(a, b), strategy("cost"), List.of());
        Group first = new Group("first", List.of(a), strategy("cost"), List.of(second));
        assertThat(providers(planner.plan(first, Needs.NONE, new Moment(NOW, random))))
                .containsExactly("a", "b");
    }

    @Test
    void permitsNeverLeakWhateverEndsACall() {
        Candidate candidate = made.candidate("a", 0, 1);
        List<Permit> open = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (open.isEmpty() || random.nextBoolean()) {
                candidate.standing().enter(NOW + i).ifPresent(open::add);
            } else {
                Permit permit = open.remove(random.nextInt(open.size()));
                for (int end = 0; end <= random.nextInt(3); end++) {
                    switch (random.nextInt(3)) {
                        case 0 -> permit.succeeded(NOW + i, 1, 1, 1);
                        case 1 -> permit.failed(NOW + i, random.nextBoolean());
                        default -> permit.ignored();
                    }
                }
            }
            assertThat(candidate.standing().inFlight()).isEqualTo(open.size());
        }
    }

    @Test
    void oneThatIsBackFromBeingIllStartsSlowly() {
        Candidate back = made.candidate("back", Traits.NONE, 1, -1);
        Candidate steady = made.candidate("steady", Traits.NONE, 2, -1);
        back.standing().reset(NOW);
        int early =
                leads("back", List.of(back, steady), NOW + Duration.ofSeconds(3).toNanos());
        int late = leads(
                "back", List.of(back, steady), NOW + Duration.ofSeconds(24).toNanos());
        int warm = leads(
                "back", List.of(back, steady), NOW + Duration.ofSeconds(31).toNanos());
        assertThat(early).isBetween(50, 160);
        assertThat(late).isBetween(740, 860);
        assertThat(warm).isEqualTo(1000);
    }

    private int leads(String provider, List<Candidate> candidates, long nanos) {
        int leads = 0;
        for (int i = 0; i < 1000; i++) {
            Plan plan = planner.plan(
                    new Group("g", candidates, strategy("cost"), List.of()), Needs.NONE, new Moment(nanos, random));
            leads += providers(plan).getFirst().equals(provider) ? 1 : 0;
        }
        return leads;
    }
}
