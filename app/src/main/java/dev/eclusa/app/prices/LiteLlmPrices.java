package dev.eclusa.app.prices;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.catalog.Source;
import dev.eclusa.engine.routing.Capability;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * LiteLLM's public price list ({@code model_prices_and_context_window.json}): an object of models, USD a token, read as it
 * is. Models of providers without a preset here and models that do not chat are passed over and counted.
 */
public final class LiteLlmPrices {
    /** Their names for providers that are called otherwise here. */
    private static final Map<String, String> PRESETS = Map.ofEntries(
            Map.entry("openai", "openai"),
            Map.entry("azure", "azure"),
            Map.entry("anthropic", "anthropic"),
            Map.entry("gemini", "gemini"),
            Map.entry("vertex_ai-language-models", "vertex"),
            Map.entry("bedrock", "bedrock"),
            Map.entry("bedrock_converse", "bedrock"),
            Map.entry("ollama", "ollama"),
            Map.entry("huggingface", "huggingface"),
            Map.entry("openrouter", "openrouter"),
            Map.entry("xai", "xai"),
            Map.entry("groq", "groq"),
            Map.entry("together_ai", "together"),
            Map.entry("mistral", "mistral"),
            Map.entry("deepseek", "deepseek"),
            Map.entry("fireworks_ai", "fireworks"),
            Map.entry("perplexity", "perplexity"),
            Map.entry("cerebras", "cerebras"),
            Map.entry("nvidia_nim", "nvidia"),
            Map.entry("vercel_ai_gateway", "vercel"));

    private static final Set<String> CHATS = Set.of("chat", "responses", "");

    private LiteLlmPrices() {}

    /**
     * What a list held.
     *
     * @param models those that were understood
     * @param passedOver how many were left out, by the reason
     */
    public record Read(List<CatalogModel> models, Map<String, Integer> passedOver) {}

    /**
     * Reads a list.
     *
     * @param source where it is from
     * @throws IllegalArgumentException when it is no such list
     */
    public static Read read(JsonNode list, Source source) {
        if (!list.isObject()) {
            throw new IllegalArgumentException(
                    "It is no price list: an object with a model's name for every key is expected.");
        }
        List<CatalogModel> models = new ArrayList<>();
        Map<String, Integer> passedOver = new TreeMap<>();
        list.forEachEntry((name, model) -> {
            String provider = model.path("litellm_provider").asString("");
            String preset = PRESETS.getOrDefault(provider, "");
            if (name.equals("sample_spec")) {
                return;
            }
            if (preset.isEmpty()) {
                passedOver.merge("provider " + (provider.isEmpty() ? "not named" : provider), 1, Integer::sum);
            } else if (name.isBlank() || name.contains(" ")) {
                passedOver.merge("name with spaces", 1, Integer::sum);
            } else if (!CHATS.contains(model.path("mode").asString(""))) {
                passedOver.merge("mode " + model.path("mode").asString(""), 1, Integer::sum);
            } else {
                models.add(model(preset, bare(name, provider), model, source));
            }
        });
        if (models.isEmpty()) {
            throw new IllegalArgumentException("It names no chat model of a known provider.");
        }
        return new Read(models, passedOver);
    }

    /** The provider's own id: without the provider in front, without Azure's regions. */
    private static String bare(String name, String provider) {
        return name.startsWith(provider + "/") ? name.substring(provider.length() + 1) : name;
    }

    private static CatalogModel model(String preset, String id, JsonNode model, Source source) {
        return new CatalogModel(
                preset,
                id,
                price(model),
                count(model.path("max_input_tokens")),
                count(model.path("max_output_tokens")),
                capabilities(model),
                List.of(source));
    }

    private static Optional<Price> price(JsonNode model) {
        Optional<BigDecimal> input = perMillion(model, "input_cost_per_token");
        Optional<BigDecimal> output = perMillion(model, "output_cost_per_token");
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        Price.Builder price = Price.perMillion(input.get(), output.get());
        perMillion(model, "cache_read_input_token_cost").ifPresent(price::cachedInput);
        perMillion(model, "cache_creation_input_token_cost").ifPresent(price::cacheWrite);
        perMillion(model, "cache_creation_input_token_cost_above_1hr").ifPresent(price::cacheWriteHour);
        perMillion(model, "output_cost_per_reasoning_token").ifPresent(price::reasoning);
        return Optional.of(price.build());
    }

    static Optional<BigDecimal> perMillion(JsonNode model, String name) {
        JsonNode value = model.path(name);
        if (!value.isNumber() && !value.isString()) {
            return Optional.empty();
        }
        try {
            BigDecimal dollars = new BigDecimal(value.asString()).movePointRight(6);
            return dollars.signum() < 0 ? Optional.empty() : Optional.of(dollars);
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static OptionalLong count(JsonNode value) {
        return value.isIntegralNumber() && value.asLong() > 0 ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
    }

    private static Set<Capability> capabilities(JsonNode model) {
        Set<Capability> can = EnumSet.of(Capability.CHAT);
        Map.of(
                        "supports_vision", Capability.VISION,
                        "supports_function_calling", Capability.TOOLS,
                        "supports_response_schema", Capability.JSON,
                        "supports_reasoning", Capability.REASONING)
                .forEach((name, capability) -> {
                    if (model.path(name).asBoolean(false)) {
                        can.add(capability);
                    }
                });
        return can;
    }
}
