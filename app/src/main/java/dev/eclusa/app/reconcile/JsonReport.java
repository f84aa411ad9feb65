package dev.eclusa.app.reconcile;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A page of a provider's JSON report, recognised by what is in it. */
final class JsonReport {
    private static final List<Shape> OPENAI = List.of(new Shape.OpenAiUsage(), new Shape.OpenAiCosts());
    private static final List<Shape> ANTHROPIC = List.of(new Shape.AnthropicUsage(), new Shape.AnthropicCosts());

    private final Field document;
    private final boolean openAi;

    private JsonReport(Field document, boolean openAi) {
        this.document = document;
        this.openAi = openAi;
    }

    static Statement read(Field document) {
        return new JsonReport(document, isOpenAi(document)).read();
    }

    private static boolean isOpenAi(Field document) {
        Field data = document.get("data");
        if (document.node().path("object").asString("").equals("page")
                && data.node().isArray()) {
            return true;
        }
        boolean anthropic = data.node().isArray()
                && (data.node().isEmpty() || data.node().path(0).has("starting_at"));
        if (!anthropic) {
            throw Recognised.not(document.file());
        }
        return false;
    }

    private Statement read() {
        List<Bucket> buckets =
                document.get("data").elements().stream().map(this::bucket).toList();
        Optional<Shape> shape = shape(buckets);
        List<Entry> entries = new ArrayList<>();
        Map<LocalDate, Duration> covered = new HashMap<>();
        for (Bucket bucket : buckets) {
            covered.merge(bucket.day(), bucket.length(), Duration::plus);
            bucket.results().forEach(result -> add(entries, bucket.day(), shape.orElseThrow(), result));
        }
        Set<Figure> figures = entries.stream()
                .map(Entry::figure)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Figure.class)));
        return new Statement(
                document.file(),
                shape.map(Shape::report).orElse(openAi ? Report.OPENAI_NOTHING : Report.ANTHROPIC_NOTHING),
                covered,
                figures,
                entries,
                document.node().path("has_more").asBoolean(false),
                List.of());
    }

    private Bucket bucket(Field field) {
        return openAi
                ? Bucket.of(
                        field,
                        field.get("start_time").epochSeconds(),
                        field.get("end_time").epochSeconds())
                : Bucket.of(
                        field,
                        field.get("starting_at").timestamp(),
                        field.get("ending_at").timestamp());
    }

    /** The shape of the first result, which all must have. */
    private Optional<Shape> shape(List<Bucket> buckets) {
        return buckets.stream()
                .flatMap(bucket -> bucket.results().stream())
                .findFirst()
                .map(this::shape);
    }

    private Shape shape(Field result) {
        return (openAi ? OPENAI : ANTHROPIC)
                .stream().filter(shape -> shape.isOf(result)).findFirst().orElseThrow(() -> Recognised.not(result));
    }

    private static void add(List<Entry> entries, LocalDate day, Shape shape, Field result) {
        if (!shape.isOf(result)) {
            throw result.wrong("a result of " + shape.report().title() + ", like the first,");
        }
        Subject subject = shape.subject(result);
        shape.figures(result).forEach((figure, amount) -> entries.add(new Entry(day, subject, figure, amount)));
    }
}
