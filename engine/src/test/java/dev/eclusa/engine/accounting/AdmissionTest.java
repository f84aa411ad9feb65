package dev.eclusa.engine.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.money.Cost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final long SECOND = 1_000_000_000;

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private Account account(String name, Allowance allowance) {
        return new Account(name, name, allowance, clock, ZoneOffset.UTC);
    }

    private static Allowance requests(long most) {
        return new Allowance(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(most),
                OptionalLong.empty(),
                OptionalInt.empty(),
                false,
                false);
    }

    private static Allowance tokens(long most) {
        return new Allowance(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.of(most),
                OptionalInt.empty(),
                false,
                false);
    }

    private static Allowance concurrent(int most) {
        return new Allowance(
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.of(most),
                false,
                false);
    }

    private static Allowance budget(long nanos, String period) {
        return new Allowance(
                Optional.of(new Cost(nanos)),
                BudgetPeriod.of(period),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                false,
                false);
    }

    private static Limiter.Result asked(List<Account> accounts, Estimate estimate, long nanos) {
        return LocalAdmission.admit(accounts, estimate, nanos, 1);
    }

    private static Optional<Admission> admit(List<Account> accounts, Estimate estimate, long nanos) {
        return asked(accounts, estimate, nanos) instanceof Limiter.Result.Admitted admitted
                ? Optional.of(admitted.admission())
                : Optional.empty();
    }

    private static Optional<Admission> admit(List<Account> accounts, long tokens, long nanos) {
        return admit(accounts, new Estimate(tokens, Cost.ZERO, Cost.ZERO), nanos);
    }

    private static Optional<Admission> admit(List<Account> accounts, Cost prompt, Cost whole) {
        return admit(accounts, new Estimate(1, prompt, whole), 0);
    }

    private static Excess refused(List<Account> accounts, Estimate estimate, long nanos) {
        Limiter.Result result = asked(accounts, estimate, nanos);
        assertThat(result).isInstanceOf(Limiter.Result.Refused.class);
        return ((Limiter.Result.Refused) result).excess();
    }

    private static Excess refused(List<Account> accounts, long tokens, long nanos) {
        return refused(accounts, new Estimate(tokens, Cost.ZERO, Cost.ZERO), nanos);
    }

    @Test
    void neverAreThereMoreThanTheLimitInAnySixtySeconds() {
        Random random = new Random(20261121);
        List<Account> accounts = List.of(account("key 'k'", requests(20)));
        Deque<Long> let = new ArrayDeque<>();
        long nanos = 0;
        int admitted = 0;
        for (int i = 0; i < 20_000; i++) {
            nanos += random.nextLong(6 * SECOND / 10);
            if (admit(accounts, 1, nanos).isPresent()) {
                admitted++;
                let.addLast(nanos);
                while (nanos - let.getFirst() >= 60 * SECOND) {
                    let.removeFirst();
                }
                assertThat(let.size()).isLessThanOrEqualTo(20);
            }
        }
        assertThat(admitted).as("nearly all there is room for").isGreaterThan((int) (nanos / SECOND / 60 * 19));
    }

    @Test
    void neverAreThereMoreThanTheBurstInAnySecond() {
        Random random = new Random(20261122);
        List<Account> accounts = List.of(account("key 'k'", requests(100_000).bursting(OptionalLong.of(3))));
        Deque<Long> let = new ArrayDeque<>();
        long nanos = 0;
        int admitted = 0;
        for (int i = 0; i < 20_000; i++) {
            nanos += random.nextLong(SECOND / 2);
            if (admit(accounts, 1, nanos).isPresent()) {
                admitted++;
                let.addLast(nanos);
                while (nanos - let.getFirst() >= SECOND) {
                    let.removeFirst();
                }
                assertThat(let.size()).isLessThanOrEqualTo(3);
            }
        }
        assertThat(admitted).as("most of what there is room for").isGreaterThan((int) (nanos / SECOND * 2));
    }

    @Test
    void aRefusalSaysWhoseLimitItIsAndWhenThereIsRoom() {
        List<Account> accounts = List.of(account("team 't'", requests(2)), account("key 'k'", requests(100)));
        assertThat(admit(accounts, 1, 0)).isPresent();
        assertThat(admit(accounts, 1, 10 * SECOND)).isPresent();
        Excess excess = refused(accounts, 1, 20 * SECOND);
        assertThat(excess.message()).isEqualTo("The team 't' may make 2 requests a minute. Try again in 41 s.");
        assertThat(admit(accounts, 1, 61 * SECOND))
                .as("a refused call counts nowhere")
                .isPresent();
    }

    @Test
    void whatOneRefusesCountsWithNobody() {
        Account team = account("team 't'", requests(3));
        Account greedy = account("key 'greedy'", requests(1));
        Account modest = account("key 'modest'", requests(10));
        assertThat(admit(List.of(team, greedy), 1, 0)).isPresent();
        for (int i = 0; i < 10; i++) {
            assertThat(admit(List.of(team, greedy), 1, i)).isEmpty();
        }
        assertThat(admit(List.of(team, modest), 1, 20)).isPresent();
        assertThat(admit(List.of(team, modest), 1, 30)).isPresent();
        assertThat(admit(List.of(team, modest), 1, 40)).isEmpty();
    }

    @Test
    void tokensAreCorrectedWhenTheCallSettles() {
        List<Account> accounts = List.of(account("key 'k'", tokens(1000)));
        Admission first = admit(accounts, 900, 0).orElseThrow();
        assertThat(admit(accounts, 200, SECOND)).isEmpty();
        first.settle(100, Cost.ZERO, "p");
        assertThat(admit(accounts, 900, 2 * SECOND)).isPresent();
        assertThat(admit(accounts, 1, 3 * SECOND)).isEmpty();
    }

    @Test
    void placesComeBackHoweverACallEndsAndOnlyOnce() {
        Account key = account("key 'k'", concurrent(2));
        List<Account> accounts = List.of(key);
        Admission first = admit(accounts, 1, 0).orElseThrow();
        assertThat(admit(accounts, 1, 0)).isPresent();
        assertThat(admit(accounts, 1, 0)).isEmpty();
        first.settle(0, Cost.ZERO, "p");
        first.settle(0, Cost.ZERO, "p");
        assertThat(admit(accounts, 1, 0)).isPresent();
        assertThat(admit(accounts, 1, 0)).isEmpty();
    }

    @Test
    void aBudgetIsFullAgainWhenItsPeriodIsOver() {
        Account key = account("key 'k'", budget(100, "1d"));
        admit(List.of(key), new Cost(10), new Cost(50)).orElseThrow().settle(1, new Cost(100), "p");
        Excess excess = refused(List.of(key), new Estimate(1, new Cost(1), new Cost(1)), 0);
        assertThat(excess.kind()).isEqualTo(Excess.Kind.BUDGET);
        assertThat(excess.retryAfter()).contains(Duration.ofHours(12));
        now = now.plus(Duration.ofHours(12));
        assertThat(admit(List.of(key), new Cost(1), new Cost(1))).isPresent();
    }

    @Test
    void aCallThatReservesLessThanItCostsIsTheOnlyOvershoot() {
        Account key = account("key 'k'", budget(1000, "1mo"));
        long spent = 0;
        long largest = 0;
        Random random = new Random(1);
        while (true) {
            long cost = 1 + random.nextLong(100);
            Optional<Admission> call = admit(List.of(key), new Cost(1), new Cost(cost / 2));
            if (call.isEmpty()) {
                break;
            }
            call.get().settle(1, new Cost(cost), "p");
            spent += cost;
            largest = Math.max(largest, cost);
        }
        assertThat(spent).isBetween(1000L, 1000 + largest);
    }

    @Test
    void manyAtATimeNeverOverspendWhatTheyReserved() throws InterruptedException {
        Account organization = account("organization 'o'", budget(50 * 17, "1mo"));
        Account key = account("key 'k'", Allowance.UNLIMITED);
        AtomicLong answered = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                threads.submit(() -> admit(List.of(organization, key), new Cost(10), new Cost(17))
                        .ifPresent(call -> {
                            answered.incrementAndGet();
                            call.settle(5, new Cost(17), "p");
                        }));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(answered.get()).isEqualTo(50);
        assertThat(organization.spent()).isEqualTo(new Cost(50 * 17));
        assertThat(key.spent()).isEqualTo(new Cost(50 * 17));
    }

    @Test
    void onlyOneAtATimeHasLessReservedThanItMayCost() {
        Account key = account("key 'k'", budget(100, "1mo"));
        Admission first = admit(List.of(key), new Cost(1), new Cost(60)).orElseThrow();
        Admission last = admit(List.of(key), new Cost(1), new Cost(60)).orElseThrow();
        first.settle(1, new Cost(50), "p");
        assertThat(admit(List.of(key), new Cost(1), new Cost(60)))
                .as("10 are left, and a call that may cost more than was left is under way")
                .isEmpty();
        last.settle(1, new Cost(45), "p");
        assertThat(admit(List.of(key), new Cost(1), new Cost(60))).isPresent();
    }

    @Test
    void gatewaysThatDoNotSeeEachOtherLetInTheirPart() {
        List<Account> accounts = List.of(account("key 'k'", requests(10)));
        Estimate estimate = new Estimate(1, Cost.ZERO, Cost.ZERO);
        int let = 0;
        for (int i = 0; i < 20; i++) {
            let += LocalAdmission.admit(accounts, estimate, i, 3) instanceof Limiter.Result.Admitted ? 1 : 0;
        }
        assertThat(let).isEqualTo(3);
    }

    @Test
    void theTightestLimitIsTheOneShown() {
        List<Account> accounts = List.of(account("team 't'", requests(10)), account("key 'k'", requests(3)));
        List<Admission> calls = new ArrayList<>();
        admit(accounts, 1, 0).ifPresent(calls::add);
        Remaining remaining = calls.getFirst().remaining(0);
        assertThat(remaining.requests().most()).isEqualTo(3);
        assertThat(remaining.requests().left()).isEqualTo(2);
        assertThat(remaining.tokens().exists()).isFalse();
    }
}
