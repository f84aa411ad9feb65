package dev.eclusa.engine.strategy;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Moment;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Callers split by weight, each staying with its share: an A/B test. By weighted rendezvous hashing (Schindelhauer and
 * Schomaker, 2005): whoever is with a deployment that stays keeps it when another comes or goes.
 */
public final class Split implements Strategy {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final By by;

    /** Who stays together. */
    public enum By {
        /** All calls of a user, or where none is named of a key. */
        USER("split-by-user"),
        /** All calls of a conversation, or where none is named of a user. */
        SESSION("split-by-session");

        private final String strategy;

        By(String strategy) {
            this.strategy = strategy;
        }

        /** Name of the strategy. */
        public String strategy() {
            return strategy;
        }
    }

    Split(By by) {
        this.by = by;
    }

    /** Whether a strategy's name is one of a split. */
    public static boolean isName(String strategy) {
        return strategy.equals(By.USER.strategy()) || strategy.equals(By.SESSION.strategy());
    }

    @Override
    public String name() {
        return by.strategy();
    }

    @Override
    public boolean isFinal() {
        return true;
    }

    @Override
    public List<Ranked> rank(List<Candidate> candidates, Needs needs, Moment moment) {
        String who = who(needs.origin());
        long seed = who.isEmpty() ? moment.random().nextLong() : hash(who);
        List<Ranked> ranked = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            double share = unit(mix(seed ^ mix(hash(candidate.name()))));
            ranked.add(
                    new Ranked(candidate, -Math.log(share) / candidate.traits().weight()));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score));
        return ranked;
    }

    private String who(Needs.Origin origin) {
        return by == By.SESSION && !origin.conversation().isEmpty()
                ? origin.person() + '/' + origin.conversation()
                : origin.person();
    }

    private static long hash(String text) {
        CRC32C sum = new CRC32C();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sum.update(bytes, 0, bytes.length);
        return mix(sum.getValue() * GOLDEN + bytes.length);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the input moves every bit of the output. */
    private static long mix(long bits) {
        long first = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        long second = (first ^ (first >>> 27)) * 0x94D049BB133111EBL;
        return second ^ (second >>> 31);
    }

    /** Between 0 and 1, neither of them. */
    private static double unit(long bits) {
        return ((bits >>> 11) + 0.5) * 0x1.0p-53;
    }
}
