package dev.eclusa.engine.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names that were probably meant. */
public final class Spelling {
    private Spelling() {}

    /** Candidates near a name, nearest first: a third of its letters wrong at most. */
    public static List<String> near(String name, Collection<String> candidates) {
        int most = Math.max(1, name.length() / 3);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
                .map(candidate -> new Guess(candidate, distance(name, candidate)))
                .filter(guess -> guess.distance <= most)
                .sorted(Comparator.comparingInt(Guess::distance).thenComparing(Guess::name))
                .map(Guess::name)
                .distinct()
                .toList();
    }

    private record Guess(String name, int distance) {}

    /** How many letters must be added, taken away, changed or swapped with their neighbour (Damerau-Levenshtein). */
    public static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1), cost[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
