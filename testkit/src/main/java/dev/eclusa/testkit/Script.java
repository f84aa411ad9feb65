package dev.eclusa.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The replies still to give, the calls expected, and the calls that came. Safe for use by many threads. */
final class Script {
    private record Rule(Predicate<Received> matches, Reply reply) {}

    private final int fewest;
    private final int most;
    private final Deque<Reply> inOrder = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Received> received = new ArrayList<>();
    private final List<Received> unscripted = new ArrayList<>();

    Script(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    synchronized void inOrder(List<Reply> replies) {
        inOrder.addAll(replies);
    }

    synchronized void when(Predicate<Received> matches, Reply reply) {
        rules.add(new Rule(matches, reply));
    }

    /** The reply for a request: the first rule that matches, else the next in order. */
    synchronized Reply replyTo(Received request) {
        received.add(request);
        var reply = rules.stream()
                .filter(rule -> rule.matches().test(request))
                .map(Rule::reply)
                .findFirst()
                .or(() -> Optional.ofNullable(inOrder.poll()));
        if (reply.isEmpty()) {
            unscripted.add(request);
        }
        return reply.orElseGet(() -> Reply.text(500, "text/plain", "the script has no reply for " + request));
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    synchronized void verify() {
        var faults = new ArrayList<String>();
        if (received.size() < fewest || received.size() > most) {
            faults.add("expected " + expectation() + ", received " + received.size());
        }
        if (!unscripted.isEmpty()) {
            faults.add("no reply was scripted for " + unscripted);
        }
        if (!inOrder.isEmpty()) {
            faults.add(inOrder.size() + " scripted replies were never asked for");
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("; ", faults) + "; traffic: " + received);
        }
    }

    private String expectation() {
        return fewest == most ? fewest + " calls" : fewest + " to " + most + " calls";
    }
}
