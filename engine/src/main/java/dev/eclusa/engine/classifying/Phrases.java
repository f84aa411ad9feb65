package dev.eclusa.engine.classifying;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Finds which of some groups of phrases stand in a text, in one pass whatever their number: the automaton of Aho and Corasick
 * ("Efficient string matching", CACM 1975), its failure links resolved into plain transitions. At most 64 groups.
 */
final class Phrases {
    private static final int MOST_GROUPS = 64;
    private static final int KNOWN_CHARACTERS = 0x180;

    private final byte[] codes = new byte[KNOWN_CHARACTERS];
    private final int alphabet;
    private final int[] next;
    private final long[] found;

    /** Of groups of phrases, lower case, of Latin letters. */
    Phrases(List<List<String>> groups) {
        if (groups.size() > MOST_GROUPS) {
            throw new IllegalArgumentException("more than " + MOST_GROUPS + " groups of phrases");
        }
        alphabet = number(groups);
        List<int[]> trie = new ArrayList<>(List.of(empty()));
        List<Long> ends = new ArrayList<>(List.of(0L));
        for (int group = 0; group < groups.size(); group++) {
            for (String phrase : groups.get(group)) {
                add(phrase, 1L << group, trie, ends);
            }
        }
        next = new int[trie.size() * alphabet];
        found = new long[trie.size()];
        link(trie, ends);
    }

    private int number(List<List<String>> groups) {
        int count = 1;
        for (List<String> group : groups) {
            for (String phrase : group) {
                for (int i = 0; i < phrase.length(); i++) {
                    if (codes[phrase.charAt(i)] == 0) {
                        codes[phrase.charAt(i)] = (byte) count++;
                    }
                }
            }
        }
        return count;
    }

    private int[] empty() {
        int[] children = new int[alphabet];
        Arrays.fill(children, -1);
        return children;
    }

    private void add(String phrase, long mark, List<int[]> trie, List<Long> ends) {
        int state = 0;
        for (int i = 0; i < phrase.length(); i++) {
            int code = codes[phrase.charAt(i)];
            int child = trie.get(state)[code];
            if (child < 0) {
                child = trie.size();
                trie.get(state)[code] = child;
                trie.add(empty());
                ends.add(0L);
            }
            state = child;
        }
        ends.set(state, ends.get(state) | mark);
    }

    /** Breadth first, so that the state a failure leads to is complete before it is needed. */
    private void link(List<int[]> trie, List<Long> ends) {
        int[] failure = new int[trie.size()];
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty()) {
            int state = open.removeFirst();
            found[state] = ends.get(state) | (state == 0 ? 0 : found[failure[state]]);
            for (int code = 0; code < alphabet; code++) {
                int child = trie.get(state)[code];
                int fallen = state == 0 ? 0 : next[failure[state] * alphabet + code];
                if (child < 0) {
                    next[state * alphabet + code] = fallen;
                } else {
                    next[state * alphabet + code] = child;
                    failure[child] = fallen;
                    open.addLast(child);
                }
            }
        }
    }

    /** Which groups have a phrase in a lower-case text: a bit each. */
    long in(String text) {
        long seen = 0;
        int state = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            state = next[state * alphabet + (c < KNOWN_CHARACTERS ? codes[c] : 0)];
            seen |= found[state];
        }
        return seen;
    }
}
