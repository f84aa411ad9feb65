package dev.eclusa.app.prices;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.catalog.Source;
import dev.eclusa.engine.provider.ProviderAddress;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What OpenRouter charges at the moment, by its {@code GET /models} (its API reference, November 2026): USD a token. */
public final class OpenRouterPrices {
    /** The preset whose list carries prices. */
    public static final String PRESET = "openrouter";

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int LARGEST = 16 << 20;

    private OpenRouterPrices() {}

    /**
     * Asks a provider; waits, so it is for virtual threads.
     *
     * @return its models; empty when it does not answer with a list
     */
    public static List<CatalogModel> ask(Configuration.Provider provider) throws InterruptedException {
        URI list = URI.create(new ProviderAddress(provider.preset(), provider.baseUrl()).versioned() + "/models");
        HttpRequest.Builder request = HttpRequest.newBuilder(list).timeout(LONGEST);
        if (!provider.key().isEmpty()) {
            request.header("authorization", "Bearer " + provider.key());
        }
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(LONGEST)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            HttpResponse<byte[]> answer = client.send(
                    request.build(),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
            return answer.statusCode() == 200 ? read(answer.body()) : List.of();
        } catch (IOException | MalformedAnswer | IllegalArgumentException silent) {
            return List.of();
        }
    }

    /**
     * Reads a list.
     *
     * @throws MalformedAnswer when it is not JSON
     */
    static List<CatalogModel> read(byte[] body) {
        Source source = new Source(LocalDate.now(Clock.systemUTC()), "OpenRouter's own list, live");
        List<CatalogModel> models = new ArrayList<>();
        for (JsonNode model : JsonCodec.answer(body, 0, body.length).path("data")) {
            String id = model.path("id").asString("");
            if (!id.isEmpty()) {
                models.add(new CatalogModel(
                        PRESET,
                        id,
                        price(model.path("pricing")),
                        tokens(model.path("context_length")),
                        tokens(model.path("top_provider").path("max_completion_tokens")),
                        capabilities(model),
                        List.of(source)));
            }
        }
        return models;
    }

    private static Optional<Price> price(JsonNode pricing) {
        Optional<BigDecimal> prompt = LiteLlmPrices.perMillion(pricing, "prompt");
        Optional<BigDecimal> completion = LiteLlmPrices.perMillion(pricing, "completion");
        if (prompt.isEmpty() || completion.isEmpty()) {
            return Optional.empty();
        }
        Price.Builder price = Price.perMillion(prompt.get(), completion.get());
        LiteLlmPrices.perMillion(pricing, "input_cache_read").ifPresent(price::cachedInput);
        LiteLlmPrices.perMillion(pricing, "input_cache_write").ifPresent(price::cacheWrite);
        return Optional.of(price.build());
    }

    private static OptionalLong tokens(JsonNode count) {
        return count.isIntegralNumber() && count.asLong() > 0 ? OptionalLong.of(count.asLong()) : OptionalLong.empty();
    }

    private static Set<Capability> capabilities(JsonNode model) {
        Set<Capability> can = EnumSet.of(Capability.CHAT);
        model.path("architecture").path("input_modalities").forEach(kind -> {
            if (kind.asString("").equals("image")) {
                can.add(Capability.VISION);
            }
        });
        model.path("supported_parameters").forEach(parameter -> {
            switch (parameter.asString("")) {
                case "tools" -> can.add(Capability.TOOLS);
                case "response_format", "structured_outputs" -> can.add(Capability.JSON);
                case "reasoning" -> can.add(Capability.REASONING);
                default -> {}
            }
        });
        return can;
    }
}
