package dev.eclusa.engine.classifying;

import dev.eclusa.engine.classifying.Rule.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a rule's condition by recursive descent: {@code or} of {@code and} of {@code not}, parentheses, words that are
 * true or not ({@code code}, {@code vip}), and figures compared with numbers ({@code tokens > 4000}).
 */
final class RuleReader {
    private static final Pattern TOKEN = Pattern.compile("\\s*(<=|>=|==|!=|<|>|=|\\(|\\)|[a-z_]+|\\d+(?:\\.\\d+)?)");

    private static final Map<String, ToDoubleFunction<Facts>> FIGURES = figures();
    private static final Map<String, Condition> WORDS = words();

    private final List<String> tokens = new ArrayList<>();
    private int at;

    RuleReader(String text) {
        String rest = text.toLowerCase(Locale.ROOT).strip();
        Matcher matcher = TOKEN.matcher(rest);
        int end = 0;
        while (end < rest.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < rest.length() || tokens.isEmpty()) {
            throw new IllegalArgumentException("'" + rest.substring(end) + "' cannot be read. " + known());
        }
    }

    private static Map<String, ToDoubleFunction<Facts>> figures() {
        Map<String, ToDoubleFunction<Facts>> figures = new LinkedHashMap<>();
        figures.put("tokens", Facts::tokens);
        figures.put("complexity", facts -> facts.assessment().complexity());
        figures.put("turns", facts -> facts.prompt().turns());
        figures.put("tools", facts -> facts.prompt().tools());
        figures.put("characters", facts -> facts.prompt().text().length());
        return figures;
    }

    private static Map<String, Condition> words() {
        Map<String, Condition> words = new LinkedHashMap<>();
        for (Intent intent : Intent.values()) {
            String word = intent.name().toLowerCase(Locale.ROOT);
            words.put(
                    word,
                    facts -> facts.assessment().intent() == intent
                            || facts.assessment().signs().contains(word));
        }
        words.put("vip", Facts::vip);
        words.put("pictures", facts -> facts.prompt().pictures());
        words.put("true", facts -> true);
        return words;
    }

    Condition read() {
        Condition condition = or();
        if (at < tokens.size()) {
            throw new IllegalArgumentException(
                    "'" + tokens.get(at) + "' stands where 'and' or 'or' should. " + known());
        }
        return condition;
    }

    private Condition or() {
        Condition left = and();
        while (takes("or")) {
            Condition one = left;
            Condition other = and();
            left = facts -> one.holds(facts) || other.holds(facts);
        }
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (takes("and")) {
            Condition one = left;
            Condition other = not();
            left = facts -> one.holds(facts) && other.holds(facts);
        }
        return left;
    }

    private Condition not() {
        if (takes("not")) {
            Condition inner = not();
            return facts -> !inner.holds(facts);
        }
        if (takes("(")) {
            Condition inner = or();
            if (!takes(")")) {
                throw new IllegalArgumentException("A parenthesis is not closed.");
            }
            return inner;
        }
        return word(next());
    }

    private Condition word(String word) {
        ToDoubleFunction<Facts> figure = FIGURES.get(word);
        if (figure != null) {
            return at < tokens.size() && "<>=!".indexOf(tokens.get(at).charAt(0)) >= 0
                    ? comparison(figure)
                    : facts -> figure.applyAsDouble(facts) > 0;
        }
        Condition condition = WORDS.get(word);
        if (condition == null) {
            throw new IllegalArgumentException("'" + word + "' is not known. " + known());
        }
        return condition;
    }

    private Condition comparison(ToDoubleFunction<Facts> figure) {
        String operator = next();
        double bound = number(next());
        return switch (operator) {
            case "<" -> facts -> figure.applyAsDouble(facts) < bound;
            case "<=" -> facts -> figure.applyAsDouble(facts) <= bound;
            case ">" -> facts -> figure.applyAsDouble(facts) > bound;
            case ">=" -> facts -> figure.applyAsDouble(facts) >= bound;
            case "!=" -> facts -> Double.compare(figure.applyAsDouble(facts), bound) != 0;
            default -> facts -> Double.compare(figure.applyAsDouble(facts), bound) == 0;
        };
    }

    private static double number(String token) {
        if (!Character.isDigit(token.charAt(0))) {
            throw new IllegalArgumentException("'" + token + "' should be a number.");
        }
        return Double.parseDouble(token);
    }

    private boolean takes(String token) {
        boolean is = at < tokens.size() && tokens.get(at).equals(token);
        at += is ? 1 : 0;
        return is;
    }

    private String next() {
        if (at == tokens.size()) {
            throw new IllegalArgumentException("It ends too soon. " + known());
        }
        return tokens.get(at++);
    }

    private static String known() {
        return "There are the words " + String.join(", ", WORDS.keySet()) + "; the figures "
                + String.join(", ", FIGURES.keySet()) + " with <, <=, >, >=, =, !=; and, or, not, parentheses.";
    }
}
