package dev.eclusa.app;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.catalog.Deployment;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.protocol.json.JsonCodec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of the list of models.
 *
 * @param name as callers write it
 * @param deployment {@code provider/model} that serves it
 * @param capabilities empty when unknown
 */
record ModelRow(
        String name,
        String deployment,
        Optional<Price> price,
        OptionalLong context,
        OptionalLong maxOutput,
        Set<Capability> capabilities) {

    static ModelRow of(CatalogModel model) {
        return new ModelRow(
                model.id(),
                model.provider() + "/" + model.id(),
                model.price(),
                model.contextWindow(),
                model.maxOutput(),
                model.capabilities());
    }

    static ModelRow of(String name, Deployment deployment) {
        return new ModelRow(
                name,
                deployment.name(),
                deployment.price(),
                deployment.contextWindow(),
                deployment.maxOutput(),
                deployment.capabilities().orElse(Set.of()));
    }

    static String text(List<ModelRow> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        Table table = new Table("MODEL", "SERVED BY", "INPUT", "CACHED", "OUTPUT", "CONTEXT", "MAX OUTPUT", "CAN");
        for (ModelRow row : rows) {
            table.row(
                    row.name,
                    row.deployment,
                    row.price.map(price -> dollars(price.input())).orElse("unknown"),
                    row.price.map(price -> dollars(price.cachedInput())).orElse("unknown"),
                    row.price.map(price -> dollars(price.output())).orElse("unknown"),
                    tokens(row.context),
                    tokens(row.maxOutput),
                    row.words());
        }
        return table.toString();
    }

    static ObjectNode json(List<ModelRow> rows) {
        ObjectNode document = JsonCodec.object();
        ArrayNode models = document.putArray("models");
        rows.forEach(row -> row.write(models.addObject()));
        document.put("count", rows.size());
        return document;
    }

    private void write(ObjectNode entry) {
        entry.put("id", name);
        entry.put("deployment", deployment);
        price.ifPresent(known -> {
            ObjectNode dollars = entry.putObject("price_per_million");
            dollars.put("input", decimal(known.input()));
            dollars.put("cached_input", decimal(known.cachedInput()));
            dollars.put("cache_write", decimal(known.cacheWrite()));
            dollars.put("output", decimal(known.output()));
            dollars.put("reasoning", decimal(known.reasoning()));
        });
        context.ifPresent(tokens -> entry.put("context_length", tokens));
        maxOutput.ifPresent(tokens -> entry.put("max_tokens", tokens));
        ArrayNode can = entry.putArray("capabilities");
        List.of(words().split(" ")).stream().filter(word -> !word.isEmpty()).forEach(can::add);
    }

    private String words() {
        return capabilities.stream()
                .sorted()
                .map(capability -> capability.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static String tokens(OptionalLong tokens) {
        return tokens.isPresent() ? Long.toString(tokens.getAsLong()) : "unknown";
    }

    private static String dollars(long nanos) {
        return decimal(nanos).toPlainString();
    }

    private static BigDecimal decimal(long nanos) {
        BigDecimal exact = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
