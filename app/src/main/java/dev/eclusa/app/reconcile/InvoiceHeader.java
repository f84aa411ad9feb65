package dev.eclusa.app.reconcile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which column of an invoice is what.
 *
 * @param names of all columns, in lower case with underscores
 * @param day the column of the day
 * @param model the column of the model
 * @param currency the column of the currency
 * @param figures the columns of figures, at least one
 */
record InvoiceHeader(
        List<String> names,
        int day,
        Optional<Integer> model,
        Optional<Integer> currency,
        Map<Figure, Integer> figures) {
    private static final Map<Figure, Set<String>> FIGURES = Map.of(
            Figure.INPUT, Set.of("input_tokens", "prompt_tokens"),
            Figure.CACHED, Set.of("cached_tokens", "input_cached_tokens", "cached_input_tokens"),
            Figure.OUTPUT, Set.of("output_tokens", "completion_tokens"),
            Figure.REQUESTS, Set.of("requests", "num_requests", "num_model_requests"),
            Figure.COST, Set.of("cost", "cost_usd", "amount", "amount_usd"));
    private static final int MOST_SHOWN = 200;

    InvoiceHeader {
        names = List.copyOf(names);
        figures = Collections.unmodifiableMap(new EnumMap<>(figures));
    }

    /** The header in a first line; not understood without a day and a figure. */
    static InvoiceHeader of(String file, List<String> cells) {
        List<String> names = cells.stream().map(InvoiceHeader::normal).toList();
        Map<Figure, Integer> figures = new EnumMap<>(Figure.class);
        FIGURES.forEach((figure, known) -> column(file, names, known).ifPresent(index -> figures.put(figure, index)));
        int day = column(file, names, Set.of("date", "day"))
                .filter(index -> !figures.isEmpty())
                .orElseThrow(() -> Recognised.header(file, shortened(String.join(",", cells))));
        return new InvoiceHeader(
                names, day, column(file, names, Set.of("model")), column(file, names, Set.of("currency")), figures);
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    private static Optional<Integer> column(String file, List<String> names, Set<String> known) {
        List<Integer> found = IntStream.range(0, names.size())
                .filter(index -> known.contains(names.get(index)))
                .boxed()
                .toList();
        if (found.size() > 1) {
            throw new NotUnderstood(file + ": the columns "
                    + found.stream().map(names::get).collect(Collectors.joining(" and "))
                    + " say the same thing; one of them was expected.");
        }
        return found.stream().findFirst();
    }

    /** A text of the file as a message shows it. */
    static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    /** What a reader should know: columns that are not looked at, a currency that is not told. */
    List<String> notes(String file) {
        List<String> notes = new ArrayList<>();
        List<String> others = others();
        if (!others.isEmpty()) {
            notes.add(file + ": columns that were not looked at: " + shortened(String.join(", ", others)) + ".");
        }
        if (figures.containsKey(Figure.COST) && currency.isEmpty()) {
            notes.add(file + ": no column 'currency', so its costs are taken to be in USD.");
        }
        return notes;
    }

    private List<String> others() {
        Set<Integer> looked = new HashSet<>(figures.values());
        looked.add(day);
        model.ifPresent(looked::add);
        currency.ifPresent(looked::add);
        return IntStream.range(0, names.size())
                .filter(index -> !looked.contains(index))
                .mapToObj(names::get)
                .toList();
    }
}
