package dev.eclusa.engine.catalog;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.routing.Capability;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The catalog's text form: a line a model, its columns named in the file's own head; {@code -} is unknown. */
public final class CatalogFile {
    private static final int COLUMNS = 12;
    private static final String UNKNOWN = "-";

    private final Map<Character, Source> sources = new HashMap<>();

    /**
     * Reads lines.
     *
     * @throws IllegalArgumentException naming the line that is malformed
     */
    public List<CatalogModel> read(List<String> lines) {
        lines.stream().filter(line -> line.startsWith("@")).forEach(this::source);
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("@"))
                .map(this::model)
                .toList();
    }

    /** The lines that read as these models, whose ids must have no spaces; one source is named for all. */
    public static List<String> write(List<CatalogModel> models) {
        List<String> lines = new ArrayList<>();
        models.stream()
                .flatMap(model -> model.sources().stream())
                .findFirst()
                .ifPresent(source -> lines.add("@I " + source.date() + " " + source.name()));
        models.forEach(model -> lines.add(line(model)));
        return lines;
    }

    private static String line(CatalogModel model) {
        String prices = model.price()
                .map(price -> LongStream.of(
                                price.input(),
                                price.cachedInput(),
                                price.cacheWrite(),
                                price.cacheWriteHour(),
                                price.output(),
                                price.reasoning())
                        .mapToObj(nanos -> BigDecimal.valueOf(nanos, 9)
                                .stripTrailingZeros()
                                .toPlainString())
                        .collect(Collectors.joining(" ")))
                .orElse("- - - - - -");
        String can = model.capabilities().stream()
                .sorted()
                .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        return String.join(
                " ",
                model.provider(),
                model.id(),
                prices,
                written(model.contextWindow()),
                written(model.maxOutput()),
                can,
                model.sources().isEmpty() ? UNKNOWN : "I");
    }

    private static String written(OptionalLong tokens) {
        return tokens.isPresent() ? Long.toString(tokens.getAsLong()) : UNKNOWN;
    }

    private void source(String line) {
        String[] parts = line.split(" ", 3);
        sources.put(parts[0].charAt(1), new Source(LocalDate.parse(parts[1]), parts[2]));
    }

    private CatalogModel model(String line) {
        String[] column = line.split(" +");
        if (column.length != COLUMNS) {
            throw new IllegalArgumentException("The catalog's line has not " + COLUMNS + " columns: " + line);
        }
        return new CatalogModel(
                column[0],
                column[1],
                price(column),
                tokens(column[8]),
                tokens(column[9]),
                capabilities(column[10]),
                sources(column[11]));
    }

    private static Optional<Price> price(String[] column) {
        Optional<BigDecimal> input = dollars(column[2]);
        Optional<BigDecimal> output = dollars(column[6]);
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        Price.Builder price = Price.perMillion(input.get(), output.get());
        dollars(column[3]).ifPresent(price::cachedInput);
        dollars(column[4]).ifPresent(price::cacheWrite);
        dollars(column[5]).ifPresent(price::cacheWriteHour);
        dollars(column[7]).ifPresent(price::reasoning);
        return Optional.of(price.build());
    }

    private static Optional<BigDecimal> dollars(String text) {
        return text.equals(UNKNOWN) ? Optional.empty() : Optional.of(new BigDecimal(text));
    }

    private static OptionalLong tokens(String text) {
        return text.equals(UNKNOWN) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static Set<Capability> capabilities(String text) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        Arrays.stream(text.split(","))
                .map(name -> Capability.valueOf(name.toUpperCase(Locale.ROOT)))
                .forEach(capabilities::add);
        return capabilities;
    }

    private List<Source> sources(String letters) {
        return letters.equals(UNKNOWN)
                ? List.of()
                : letters.chars()
                        .mapToObj(letter -> Objects.requireNonNull(sources.get((char) letter), "undeclared source"))
                        .toList();
    }
}
