package dev.eclusa.app.reconcile;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kind of result in a provider's JSON report. */
sealed interface Shape {
    /** The report such results are of. */
    Report report();

    /** Whether a result is of this kind. */
    boolean isOf(Field result);

    /** What a result is about. */
    Subject subject(Field result);

    /** What a result says. */
    Map<Figure, BigDecimal> figures(Field result);

    /** A result of {@code GET /v1/organization/usage/completions}; input includes what was cached, as in the books. */
    record OpenAiUsage() implements Shape {
        @Override
        public Report report() {
            return Report.OPENAI_USAGE;
        }

        @Override
        public boolean isOf(Field result) {
            return result.get("object").text().equals("organization.usage.completions.result");
        }

        @Override
        public Subject subject(Field result) {
            return Subject.ofModel(result.get("model").optionalText());
        }

        @Override
        public Map<Figure, BigDecimal> figures(Field result) {
            Map<Figure, BigDecimal> figures = new EnumMap<>(Figure.class);
            figures.put(Figure.INPUT, result.get("input_tokens").count());
            figures.put(Figure.OUTPUT, result.get("output_tokens").count());
            figures.put(Figure.REQUESTS, result.get("num_model_requests").count());
            Field cached = result.get("input_cached_tokens");
            if (cached.isThere()) {
                figures.put(Figure.CACHED, cached.count());
            }
            return figures;
        }
    }

    /**
     * A result of {@code GET /v1/organization/costs}. Grouped by line item, it names the model within a text such as
     * {@code gpt-4o-mini-2024-07-18, cached input}; a name of service tier may go before, a modality after.
     */
    record OpenAiCosts() implements Shape {
        private static final Pattern MODEL = Pattern.compile(
                "(?:[^|]+\\| *)?([^ ,|]+)(?: (?:text|audio|image))?, *(?:cached input|input|output)(?:,.*)?",
                Pattern.CASE_INSENSITIVE);
        private static final Pattern WORD = Pattern.compile("[^ ,|]+");

        @Override
        public Report report() {
            return Report.OPENAI_COSTS;
        }

        @Override
        public boolean isOf(Field result) {
            return result.get("object").text().equals("organization.costs.result");
        }

        @Override
        public Subject subject(Field result) {
            Optional<String> item = result.get("line_item").optionalText();
            return item.map(OpenAiCosts::subject).orElse(new Subject.Everything());
        }

        private static Subject subject(String item) {
            Matcher named = MODEL.matcher(item);
            if (named.matches()) {
                return new Subject.Model(named.group(1));
            }
            return WORD.matcher(item).matches() ? new Subject.Model(item) : new Subject.Item(item);
        }

        @Override
        public Map<Figure, BigDecimal> figures(Field result) {
            Field amount = result.get("amount");
            amount.get("currency").dollars();
            return Map.of(Figure.COST, amount.get("value").amount());
        }
    }

    /** A result of {@code GET /v1/organizations/usage_report/messages}, whose classes of input are disjoint. */
    record AnthropicUsage() implements Shape {
        @Override
        public Report report() {
            return Report.ANTHROPIC_USAGE;
        }

        @Override
        public boolean isOf(Field result) {
            return result.get("uncached_input_tokens").isThere();
        }

        @Override
        public Subject subject(Field result) {
            return Subject.ofModel(result.get("model").optionalText());
        }

        @Override
        public Map<Figure, BigDecimal> figures(Field result) {
            Field written = result.get("cache_creation");
            BigDecimal cached = result.get("cache_read_input_tokens").count();
            BigDecimal input = result.get("uncached_input_tokens")
                    .count()
                    .add(cached)
                    .add(written.get("ephemeral_5m_input_tokens").count())
                    .add(written.get("ephemeral_1h_input_tokens").count());
            return Map.of(
                    Figure.INPUT,
                    input,
                    Figure.CACHED,
                    cached,
                    Figure.OUTPUT,
                    result.get("output_tokens").count());
        }
    }

    /** A result of {@code GET /v1/organizations/cost_report}, in cents. */
    record AnthropicCosts() implements Shape {
        @Override
        public Report report() {
            return Report.ANTHROPIC_COSTS;
        }

        @Override
        public boolean isOf(Field result) {
            return result.get("amount").isThere();
        }

        @Override
        public Subject subject(Field result) {
            Optional<Subject> model = result.get("model").optionalText().map(Subject.Model::new);
            Optional<Subject> item = result.get("description").optionalText().map(Subject.Item::new);
            return model.or(() -> item).orElse(new Subject.Everything());
        }

        @Override
        public Map<Figure, BigDecimal> figures(Field result) {
            result.get("currency").dollars();
            result.get("amount").text();
            return Map.of(Figure.COST, result.get("amount").amount().movePointLeft(2));
        }
    }
}
