package dev.eclusa.store.redis;

import dev.eclusa.core.account.SharedCounters;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The counters in Redis: each question and each word is one script, one round trip. The scripts say what is kept where. */
public final class RedisCounters implements SharedCounters {
    private static final Duration TAKEN_TO_LIVE = Duration.ofSeconds(10);
    private static final Duration LONGEST_FAREWELL = Duration.ofMillis(300);
    private static final Script ADMIT = Script.named("admit");
    private static final Script SETTLE = Script.named("settle");
    private static final Script SPENT = Script.named("spent");
    private static final Script CORRECT = Script.named("correct");
    private static final Script RESET = Script.named("reset");
    private static final Script JOIN = Script.named("join");
    private static final Script PULSE = Script.named("pulse");
    private static final int COUNTS = 4;

    private final RedisLink link;
    private final String gateway;

    /** The counters behind a connection, for a gateway that makes up a name for itself. */
    public RedisCounters(RedisLink link) {
        this.link = link;
        this.gateway = random();
    }

    private static String random() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private CompletionStage<List<Object>> run(Script script, List<String> arguments) {
        return link.redis().thenCompose(redis -> script.run(redis, arguments));
    }

    @Override
    public CompletionStage<Verdict> admit(Ask ask) {
        List<String> arguments = new ArrayList<>(7 + 8 * ask.lines().size());
        arguments.add(ask.epoch());
        arguments.add(Integer.toString(ask.gateways()));
        arguments.add(gateway);
        arguments.add(ask.call());
        arguments.add(Long.toString(ask.tokens()));
        arguments.add(Long.toString(ask.prompt()));
        arguments.add(Long.toString(ask.whole()));
        for (Line line : ask.lines()) {
            arguments.add(line.account());
            arguments.add(Long.toString(line.requests()));
            arguments.add(Long.toString(line.tokens()));
            arguments.add(Long.toString(line.concurrent()));
            arguments.add(Long.toString(line.budget()));
            arguments.add(Long.toString(line.periodBegan()));
            arguments.add(line.shadow() ? "1" : "0");
            arguments.add(Long.toString(line.burst()));
        }
        return run(ADMIT, arguments).thenApply(RedisCounters::verdict);
    }

    private static Verdict verdict(List<Object> answer) {
        return switch (answer.getFirst().toString()) {
            case "admitted" -> new Verdict.Admitted(whole(answer.get(1)), counts(answer.subList(2, answer.size())));
            case "refused" ->
                new Verdict.Refused(
                        Math.toIntExact(whole(answer.get(1))),
                        Limit.valueOf(answer.get(2).toString().toUpperCase(java.util.Locale.ROOT)),
                        whole(answer.get(3)));
            case "unknown" ->
                new Verdict.Unknown(answer.subList(1, answer.size()).stream()
                        .map(line -> Math.toIntExact(whole(line)))
                        .toList());
            case "gathering" -> new Verdict.Gathering();
            default -> new Verdict.Outdated(answer.get(1).toString());
        };
    }

    private static List<Count> counts(List<Object> figures) {
        List<Count> counts = new ArrayList<>(figures.size() / COUNTS);
        for (int at = 0; at + COUNTS <= figures.size(); at += COUNTS) {
            counts.add(new Count(
                    whole(figures.get(at)),
                    whole(figures.get(at + 1)),
                    whole(figures.get(at + 2)),
                    whole(figures.get(at + 3))));
        }
        return counts;
    }

    private static long whole(Object figure) {
        return figure instanceof Long number ? number : Long.parseLong(figure.toString());
    }

    @Override
    public CompletionStage<?> settle(Ended ended) {
        List<String> arguments = new ArrayList<>(6 + ended.accounts().size());
        arguments.add(ended.epoch());
        arguments.add(gateway);
        arguments.add(ended.call());
        arguments.add(Long.toString(ended.moment()));
        arguments.add(Long.toString(ended.tokens()));
        arguments.add(Long.toString(ended.cost()));
        arguments.addAll(ended.accounts());
        return run(SETTLE, arguments);
    }

    @Override
    public CompletionStage<?> spent(String epoch, String account, long periodBegan, long nanos) {
        return run(SPENT, List.of(epoch, account, Long.toString(periodBegan), Long.toString(nanos)));
    }

    @Override
    public CompletionStage<?> correct(String epoch, String account, long periodBegan, long nanos, long quietMillis) {
        return run(
                CORRECT,
                List.of(epoch, account, Long.toString(periodBegan), Long.toString(nanos), Long.toString(quietMillis)));
    }

    @Override
    public CompletionStage<Long> reset(String epoch, String account, long periodBegan, long nanos) {
        return run(RESET, List.of(epoch, account, Long.toString(periodBegan), Long.toString(nanos)))
                .thenApply(answer -> whole(answer.getFirst()));
    }

    @Override
    public CompletionStage<?> join(String epoch, List<Past> past, List<InFlight> calls) {
        List<String> arguments = new ArrayList<>(List.of(
                epoch,
                gateway,
                Long.toString(past.stream()
                        .mapToLong(account -> account.moments().size())
                        .sum())));
        for (Past account : past) {
            for (Recent moment : account.moments()) {
                arguments.add(account.account());
                arguments.add(Long.toString(moment.ageMillis()));
                arguments.add(Long.toString(moment.requests()));
                arguments.add(Long.toString(moment.tokens()));
            }
        }
        for (InFlight call : calls) {
            for (InFlight.Held held : call.held()) {
                arguments.addAll(List.of(held.account(), call.call(), Long.toString(held.amount())));
            }
        }
        return run(JOIN, arguments);
    }

    @Override
    public CompletionStage<Pulse> pulse() {
        return pulse("");
    }

    @Override
    public CompletionStage<Pulse> renew(String epoch) {
        return pulse(epoch);
    }

    private CompletionStage<Pulse> pulse(String left) {
        link.connect();
        return pulse(left, TAKEN_TO_LIVE.toMillis());
    }

    private CompletionStage<Pulse> pulse(String left, long lives) {
        return run(PULSE, List.of(gateway, Long.toString(lives), left, random()))
                .thenApply(answer -> new Pulse(answer.get(0).toString(), Math.toIntExact(whole(answer.get(1)))));
    }

    /** Leaves, so that nobody waits for this gateway or leaves it a part. */
    @Override
    public void close() {
        try {
            pulse("", -1).toCompletableFuture().get(LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException gone) {
            System.getLogger("eclusa.limits")
                    .log(System.Logger.Level.DEBUG, "Redis did not hear the farewell: {0}", gone.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        link.close();
    }
}
