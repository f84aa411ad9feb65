package dev.eclusa.engine.classifying;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Judges how hard a call is by rules: length, structure, code, maths, cues in Portuguese and English, turns. Features and
 * weights stand in {@code complexity.txt}; the complexity is the logistic of their sum. Pure and quick enough for an event
 * loop; of long texts the beginning and the end are read.
 */
public final class Assessor {
    private static final int READ_WHOLE = 4096;
    private static final double USUAL_WORDS = 16;

    private final Map<String, Double> weights = new HashMap<>();
    private final List<Cue> cues = new ArrayList<>();
    private final Phrases phrases;
    private final boolean[] symbols = new boolean[128];

    /** Words that speak for an intent and a complexity. */
    private record Cue(String name, double weight, Intent intent, List<String> phrases) {}

    /** With features and weights as lines. */
    Assessor(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                read(line.split("\\s+", 5));
            }
        }
        phrases = new Phrases(cues.stream().map(Cue::phrases).toList());
        for (char symbol : "=+^{}[]<>\\".toCharArray()) {
            symbols[symbol] = true;
        }
    }

    /** With those that ship with the gateway. */
    public static Assessor shipped() {
        return Shipped.ASSESSOR;
    }

    private void read(String[] parts) {
        if (parts[0].equals("cue")) {
            cues.add(new Cue(
                    parts[1],
                    Double.parseDouble(parts[2]),
                    Intent.valueOf(parts[3].toUpperCase(Locale.ROOT)),
                    List.of(parts[4].replace('_', ' ').split("\\|"))));
        } else {
            weights.put(parts[0], Double.parseDouble(parts[1]));
        }
    }

    /** Judges a call. */
    public Assessment assess(Prompt prompt) {
        Tally tally = new Tally(" " + sample(prompt.text()).toLowerCase(Locale.ROOT) + " ");
        tally.cues();
        tally.shape(prompt);
        double complexity = 1 / (1 + Math.exp(-tally.sum));
        return new Assessment(complexity, prompt.pictures() ? Intent.VISION : tally.intent(), tally.signs);
    }

    private static String sample(String text) {
        return text.length() <= READ_WHOLE
                ? text
                : text.substring(0, READ_WHOLE / 2) + "\n" + text.substring(text.length() - READ_WHOLE / 2);
    }

    /** What is found in one text. */
    private final class Tally {
        private final String text;
        private final List<String> signs = new ArrayList<>();
        private final Map<Intent, Double> intents = new EnumMap<>(Intent.class);
        private double sum = weight("base");

        Tally(String text) {
            this.text = text;
        }

        void cues() {
            long found = phrases.in(text);
            for (int i = 0; i < cues.size(); i++) {
                Cue cue = cues.get(i);
                if ((found >> i & 1) != 0) {
                    sign(cue.name(), cue.weight());
                    intents.merge(cue.intent(), 0.5 + Math.abs(cue.weight()), Double::sum);
                }
            }
        }

        void shape(Prompt prompt) {
            int words = 0;
            int lines = 0;
            int signsOfMaths = 0;
            for (int i = 1; i < text.length(); i++) {
                char c = text.charAt(i);
                words += c == ' ' || c == '\n' ? 1 : 0;
                lines += c == '\n' ? 1 : 0;
                signsOfMaths += isSymbol(c) ? 1 : 0;
            }
            add("length", Math.max(0, Math.log(Math.max(1, prompt.text().length() / 6.0) / USUAL_WORDS) / Math.log(2)));
            add("lines", Math.min(20, lines));
            add("symbols", Math.min(1, 20.0 * signsOfMaths / text.length()));
            add("turns", Math.min(10, Math.max(0, prompt.turns() - 2)));
            add("tools", Math.min(5, prompt.tools()));
            add("picture", prompt.pictures() ? 1 : 0);
            add("short", words < 8 ? 1 : 0);
        }

        private boolean isSymbol(char c) {
            return c < symbols.length ? symbols[c] : "∑∫√≤≥".indexOf(c) >= 0;
        }

        Intent intent() {
            return intents.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(text.contains("?") ? Intent.QUESTION : Intent.CHAT);
        }

        private void add(String feature, double amount) {
            if (amount > 0) {
                sign(feature, weight(feature) * amount);
            }
        }

        private void sign(String name, double amount) {
            sum += amount;
            signs.add(name);
        }

        private double weight(String feature) {
            return weights.getOrDefault(feature, 0.0);
        }
    }

    /** Read when first asked for. */
    private static final class Shipped {
        private static final Assessor ASSESSOR = new Assessor(lines());

        private static List<String> lines() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                    Objects.requireNonNull(Assessor.class.getResourceAsStream("complexity.txt"), "complexity.txt"),
                    StandardCharsets.UTF_8))) {
                return reader.readAllLines();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
