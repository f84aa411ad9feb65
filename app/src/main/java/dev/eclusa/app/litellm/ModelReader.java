package dev.eclusa.app.litellm;

import java.util.List;
import java.util.Optional;

/** Reads whose model a deployment serves. */
final class ModelReader {
    private final Keys params;

    ModelReader(Keys params) {
        this.params = params;
    }

    /** The model; empty, and a problem, where it cannot be told or cannot be called. */
    Optional<ModelRef> read() {
        String provider = params.now("custom_llm_provider").orElse("");
        Optional<String> written = params.required("model", "A deployment needs litellm_params.model: PROVIDER/MODEL.");
        if (written.isEmpty() || written.get().equals("*")) {
            return written.map(all -> new ModelRef(Wildcards.ANY, all, ""));
        }
        Optional<ModelRef> model = ModelRef.of(written.get(), provider);
        if (model.isEmpty()) {
            unknown(written.get(), provider);
        } else if (!model.get().cut().isEmpty()) {
            params.note(
                    "model",
                    "'" + model.get().cut() + "/' is left out of the model's name: it is called at chat completions.");
        }
        if (written.get().startsWith("gemini-") && provider.isEmpty()) {
            params.note(
                    "model",
                    "without a prefix it is taken for Gemini's own API; LiteLLM takes it for Vertex AI's."
                            + " Write gemini/ or vertex_ai/.");
        }
        return model.filter(this::isServed).filter(this::isWithoutRegion);
    }

    private void unknown(String written, String provider) {
        int slash = written.indexOf('/');
        String before = provider.isEmpty() && slash > 0 ? written.substring(0, slash) : provider;
        String key = provider.isEmpty() ? "model" : "custom_llm_provider";
        String message = before.isEmpty()
                ? "It cannot be told whose model '" + written + "' is. Write PROVIDER/" + written + "."
                : "There is no provider '" + before
                        + "' here yet. Where it speaks OpenAI's API, write openai/MODEL with its"
                        + " api_base; else take this deployment out.";
        List<String> known = Prefix.all().stream().map(Prefix::name).toList();
        params.context().problems().misspelt(params.place(key), params.path(key), message, before, known);
    }

    /** LiteLLM reads a region before the id too. */
    private boolean isWithoutRegion(ModelRef model) {
        boolean regional =
                model.prefix().preset().equals("bedrock") && model.model().matches("[a-z]{2}(-[a-z]+)+-\\d+/.+");
        if (regional) {
            params.problem("model", "The region stands before the model's id. Write it as aws_region_name.");
        }
        return !regional;
    }

    /** Of Vertex AI only Google's own models are spoken to. */
    private boolean isServed(ModelRef model) {
        boolean google = !model.prefix().preset().equals("vertex")
                || model.isWildcard()
                || model.model().startsWith("gemini");
        if (!google) {
            params.problem("model", "Of Vertex AI only gemini-* can be called here yet. Take this deployment out.");
        }
        return google;
    }
}
