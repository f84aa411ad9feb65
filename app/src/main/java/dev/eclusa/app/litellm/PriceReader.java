package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import dev.eclusa.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what a deployment costs: USD per token there, USD per million tokens here, exact. */
final class PriceReader {
    private static final int TO_A_MILLION = 6;
    private static final int NANO = 9;
    private static final BigDecimal MOST = BigDecimal.valueOf(1000);
    private static final Map<String, String> OURS = ours();

    private final Keys params;
    private final Keys info;

    PriceReader(Keys params, Keys info) {
        this.params = params;
        this.info = info;
    }

    private static Map<String, String> ours() {
        Map<String, String> ours = new LinkedHashMap<>();
        ours.put("input_cost_per_token", "input");
        ours.put("cache_read_input_token_cost", "cached_input");
        ours.put("cache_creation_input_token_cost", "cache_write");
        ours.put("cache_creation_input_token_cost_above_1hr", "cache_write_hour");
        ours.put("output_cost_per_token", "output");
        ours.put("output_cost_per_reasoning_token", "reasoning");
        ours.put("input_cost_per_audio_token", "audio_input");
        ours.put("output_cost_per_audio_token", "audio_output");
        return ours;
    }

    /**
     * Writes the price, where the file speaks of one.
     *
     * @param usual what the model costs otherwise
     */
    void write(Page settings, Optional<Price> usual) {
        Map<String, BigDecimal> written = new LinkedHashMap<>();
        Place place = info.place("input_cost_per_token");
        for (Map.Entry<String, String> kind : OURS.entrySet()) {
            Keys holder = params.has(kind.getKey()) ? params : info;
            (holder == params ? info : params).take(kind.getKey());
            if (holder.has(kind.getKey())) {
                place = holder.place(kind.getKey());
                perMillion(holder, kind.getKey()).ifPresent(dollars -> written.put(kind.getValue(), dollars));
            }
        }
        if (!written.isEmpty()) {
            complete(written, "input", usual.map(Price::input));
            complete(written, "output", usual.map(Price::output));
            Page page = settings.page("price");
            Place at = place;
            written.forEach((kind, dollars) -> page.plain(kind, plain(dollars), at));
        }
    }

    /** Writes the price of a model of the catalog. */
    static void write(Page settings, Price price, Place origin) {
        Page page = settings.page("price");
        page.plain("input", plain(dollars(price.input())), origin);
        differing(page, "cached_input", price.cachedInput(), price.input(), origin);
        differing(page, "cache_write", price.cacheWrite(), price.input(), origin);
        differing(page, "cache_write_hour", price.cacheWriteHour(), price.cacheWrite(), origin);
        page.plain("output", plain(dollars(price.output())), origin);
        differing(page, "reasoning", price.reasoning(), price.output(), origin);
        differing(page, "audio_input", price.audioInput(), price.input(), origin);
        differing(page, "audio_output", price.audioOutput(), price.output(), origin);
    }

    private static void differing(Page page, String kind, long price, long without, Place origin) {
        if (price != without) {
            page.plain(kind, plain(dollars(price)), origin);
        }
    }

    private static BigDecimal dollars(long nanos) {
        return BigDecimal.valueOf(nanos, NANO);
    }

    private Optional<BigDecimal> perMillion(Keys holder, String key) {
        Optional<BigDecimal> perToken = holder.number(key);
        if (perToken.isPresent() && perToken.get().compareTo(MOST) > 0) {
            holder.problem(key, "'" + holder.path(key) + "' is in USD per token; more than " + MOST + " is no price.");
            return Optional.empty();
        }
        return perToken.map(dollars -> dollars.movePointRight(TO_A_MILLION));
    }

    private void complete(Map<String, BigDecimal> written, String kind, Optional<Long> usual) {
        if (!written.containsKey(kind)) {
            written.put(kind, usual.map(PriceReader::dollars).orElse(BigDecimal.ZERO));
            Keys holder = params.has("input_cost_per_token") || params.has("output_cost_per_token") ? params : info;
            holder.note(
                    kind + "_cost_per_token",
                    "is not written beside the other prices: taken as "
                            + (usual.isPresent() ? "the catalog's." : "0, as LiteLLM does. Write it."));
        }
    }

    private static String plain(BigDecimal dollars) {
        BigDecimal kept = dollars.scale() > NANO ? dollars.setScale(NANO, RoundingMode.HALF_UP) : dollars;
        return kept.signum() == 0 ? "0" : kept.stripTrailingZeros().toPlainString();
    }
}
