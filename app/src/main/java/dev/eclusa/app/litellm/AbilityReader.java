package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import dev.eclusa.engine.catalog.CatalogModel;
import dev.eclusa.engine.routing.Capability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what a deployment's model can do. Our file says all of it or nothing, so what LiteLLM's leaves out is filled in. */
final class AbilityReader {
    private final Keys info;
    private final boolean textCompletion;

    AbilityReader(Keys info, boolean textCompletion) {
        this.info = info;
        this.textCompletion = textCompletion;
    }

    /**
     * Writes abilities, where they are not those the catalog knows anyway.
     *
     * @param known what is known of the model
     * @param borrowed whether that is another model's entry in the catalog
     */
    void write(Page settings, Optional<CatalogModel> known, boolean borrowed) {
        Optional<String> mode = info.now("mode");
        mode.filter(written -> !written.equals("chat")).ifPresent(this::otherMode);
        if (mode.isEmpty() && textCompletion) {
            otherMode("completion");
        }
        if (mode.equals(Optional.of("embedding"))) {
            settings.page("capabilities").text("type", "embedding", info.place("mode"));
        } else {
            abilities(settings, known, borrowed && known.isPresent());
        }
    }

    private void abilities(Page settings, Optional<CatalogModel> known, boolean borrowed) {
        Optional<Boolean> vision = info.flag("supports_vision");
        Optional<Boolean> tools = info.flag("supports_function_calling");
        Optional<Boolean> json = info.flag("supports_response_schema");
        Optional<Boolean> reasoning = info.flag("supports_reasoning");
        Optional<Integer> context = info.whole("max_input_tokens", 1);
        Optional<Integer> output = info.whole("max_output_tokens", 1).or(() -> info.whole("max_tokens", 1));
        info.take("max_tokens");
        boolean said = List.of(vision, tools, json, reasoning, context, output).stream()
                .anyMatch(Optional::isPresent);
        if (!said && !borrowed) {
            return;
        }
        Place place = info.place("base_model");
        Page page = settings.page("capabilities");
        flag(page, "vision", vision, can(known, Capability.VISION), place);
        flag(page, "tools", tools, can(known, Capability.TOOLS), place);
        flag(page, "json", json, can(known, Capability.JSON), place);
        boolean thinks = known.map(model -> model.can(Capability.REASONING)).orElse(false);
        flag(page, "reasoning", reasoning, thinks, place);
        count(page, "context", context, known.map(CatalogModel::contextWindow), place);
        count(page, "max_output", output, known.map(CatalogModel::maxOutput), place);
    }

    /** What nothing is known of excludes nobody, as in LiteLLM. */
    private static boolean can(Optional<CatalogModel> known, Capability capability) {
        return known.map(model -> model.can(capability)).orElse(true);
    }

    private static void flag(Page page, String key, Optional<Boolean> said, boolean otherwise, Place place) {
        page.plain(key, String.valueOf(said.orElse(otherwise)), place);
    }

    private static void count(
            Page page, String key, Optional<Integer> said, Optional<OptionalLong> otherwise, Place place) {
        OptionalLong usual = otherwise.orElse(OptionalLong.empty());
        if (said.isPresent() || usual.isPresent()) {
            page.plain(key, String.valueOf(said.map(Integer::longValue).orElseGet(() -> usual.orElse(0))), place);
        }
    }

    private void otherMode(String mode) {
        info.note(
                "mode",
                "'" + mode.replaceAll("[^a-z_]", "")
                        + "': the deployment is carried, and works where docs/endpoints.md lists an endpoint of that kind.");
    }
}
