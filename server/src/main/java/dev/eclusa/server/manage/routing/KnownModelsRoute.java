package dev.eclusa.server.manage.routing;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /api/models} with filters, and {@code /api/models/search?q=}: every model that can be called, with what is known
 * of it. Costs are USD per thousand tokens.
 */
public final class KnownModelsRoute implements ManagementRoute {
    private final Supplier<Listing> listing;

    /**
     * Models as they were found.
     *
     * @param cached whether nobody had to be asked for it
     */
    public record Listing(List<KnownModel> models, boolean cached) {}

    /** Lists these. */
    public KnownModelsRoute(Supplier<Listing> listing) {
        this.listing = listing;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Answer handle(Request request) {
        Predicate<KnownModel> wanted = filter(request);
        Comparator<KnownModel> order = order(request.parameter("sort"));
        Listing found = listing.get();
        List<KnownModel> models =
                found.models().stream().filter(wanted).sorted(order).toList();
        ObjectNode node = JsonCodec.object();
        ArrayNode array = node.putArray("models");
        models.forEach(model -> write(model, array.addObject()));
        node.put("count", models.size());
        node.put("cache_hit", found.cached());
        return Answer.ok(node);
    }

    private static Predicate<KnownModel> filter(Request request) {
        Predicate<KnownModel> wanted = model -> true;
        String provider = request.parameter("provider");
        if (!provider.isEmpty()) {
            wanted = wanted.and(model -> model.provider().equals(provider));
        }
        wanted = wanted.and(flag(request, "supports_chat", KnownModel::chats));
        wanted = wanted.and(flag(request, "supports_vision", model -> model.can(Capability.VISION)));
        wanted = wanted.and(flag(request, "supports_tools", model -> model.can(Capability.TOOLS)));
        BigDecimal context = number(request, "min_context");
        if (context.signum() > 0) {
            wanted = wanted.and(model -> model.contextWindow().orElse(0) >= context.longValue());
        }
        if (!request.parameter("max_cost").isEmpty()) {
            BigDecimal most = number(request, "max_cost");
            wanted = wanted.and(model -> model.price()
                    .map(price -> thousand(price.input()).compareTo(most) <= 0
                            && thousand(price.output()).compareTo(most) <= 0)
                    .orElse(false));
        }
        if (request.path().endsWith("/search")) {
            wanted = wanted.and(mentions(request.parameter("q")));
        }
        return wanted;
    }

    private static Predicate<KnownModel> mentions(String query) {
        if (query.isBlank()) {
            throw InvalidRequest.of("Say what to search for, as ?q=.", "q");
        }
        String[] words = query.toLowerCase(Locale.ROOT).strip().split("\\s+");
        return model -> {
            String text = (model.id() + " " + model.name() + " " + model.provider() + " " + description(model))
                    .toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (!text.contains(word)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<KnownModel> flag(Request request, String name, Predicate<KnownModel> holds) {
        return switch (request.parameter(name)) {
            case "" -> model -> true;
            case "true", "1" -> holds;
            case "false", "0" -> holds.negate();
            default -> throw InvalidRequest.of(name + " is true or false.", name);
        };
    }

    private static BigDecimal number(Request request, String name) {
        String text = request.parameter(name);
        try {
            BigDecimal number = new BigDecimal(text.isEmpty() ? "0" : text);
            if (text.length() < 20 && number.signum() >= 0) {
                return number;
            }
        } catch (NumberFormatException malformed) {
            // refused below, as what is negative is
        }
        throw InvalidRequest.of(name + " must be a number of 0 or more.", name);
    }

    private static Comparator<KnownModel> order(String sort) {
        Function<KnownModel, Long> price =
                model -> model.price().map(Price::output).orElse(Long.MAX_VALUE);
        return switch (sort) {
            case "", "provider" -> Comparator.comparing(KnownModel::provider);
            case "name", "id" -> Comparator.comparing(KnownModel::id);
            case "cost", "price", "input_cost", "output_cost" -> Comparator.comparing(price);
            case "context", "context_length" ->
                Comparator.comparingLong(
                                (KnownModel model) -> model.contextWindow().orElse(0))
                        .reversed();
            default -> throw InvalidRequest.of("sort is provider, name, cost or context.", "sort");
        };
    }

    private static void write(KnownModel model, ObjectNode node) {
        node.put("id", model.id());
        node.put("name", model.name());
        node.put("provider", model.provider());
        node.put("description", description(model));
        model.contextWindow()
                .ifPresentOrElse(tokens -> node.put("context_length", tokens), () -> node.putNull("context_length"));
        model.maxOutput().ifPresentOrElse(tokens -> node.put("max_tokens", tokens), () -> node.putNull("max_tokens"));
        node.put("supports_chat", model.chats());
        node.put("supports_vision", model.can(Capability.VISION));
        node.put("supports_tools", model.can(Capability.TOOLS));
        if (model.price().isPresent()) {
            node.put("input_cost", thousand(model.price().get().input()));
            node.put("output_cost", thousand(model.price().get().output()));
        } else {
            node.putNull("input_cost");
            node.putNull("output_cost");
        }
        ArrayNode can = node.putArray("capabilities");
        model.capabilities()
                .ifPresent(all ->
                        all.stream().sorted().forEach(one -> can.add(one.name().toLowerCase(Locale.ROOT))));
        node.put("status", model.status());
        node.put("source", model.source());
    }

    private static String description(KnownModel model) {
        return model.name().equals(model.id())
                ? model.id() + " at " + model.provider()
                : model.name() + ", served as " + model.id() + " at " + model.provider();
    }

    /** USD per thousand tokens of a price in nano-dollars per million. */
    private static BigDecimal thousand(long nanos) {
        BigDecimal dollars = BigDecimal.valueOf(nanos, 12).stripTrailingZeros();
        return dollars.scale() < 0 ? dollars.setScale(0) : dollars;
    }
}
