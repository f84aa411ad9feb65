package dev.eclusa.server.manage;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.ollama.OllamaTags;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists of models, and single ones, in the form of each dialect. */
enum ModelForm {
    OPENAI {
        @Override
        ObjectNode entry(ModelEntry model) {
            ObjectNode entry = JsonCodec.object()
                    .put("id", model.name())
                    .put("object", "model")
                    .put("created", LONG_AGO_SECONDS)
                    .put("owned_by", model.owner());
            model.mode().ifPresent(mode -> {
                entry.put("mode", mode);
                tokens(entry, "max_input_tokens", model.maxInput());
                tokens(entry, "max_output_tokens", model.maxOutput());
            });
            return entry;
        }

        @Override
        ObjectNode list(List<ModelEntry> models) {
            ObjectNode list = JsonCodec.object().put("object", "list");
            list.set("data", entries(models));
            return list;
        }
    },
    ANTHROPIC {
        @Override
        ObjectNode entry(ModelEntry model) {
            return JsonCodec.object()
                    .put("type", "model")
                    .put("id", model.name())
                    .put("display_name", model.name())
                    .put("created_at", Instant.ofEpochSecond(LONG_AGO_SECONDS).toString());
        }

        @Override
        ObjectNode list(List<ModelEntry> models) {
            ObjectNode list = JsonCodec.object();
            list.set("data", entries(models));
            list.put("has_more", false);
            if (models.isEmpty()) {
                return list.putNull("first_id").putNull("last_id");
            }
            list.put("first_id", models.getFirst().name());
            return list.put("last_id", models.getLast().name());
        }
    },
    GEMINI {
        @Override
        ObjectNode entry(ModelEntry model) {
            ObjectNode entry = JsonCodec.object().put("name", "models/" + model.name());
            entry.put("displayName", model.name());
            entry.putArray("supportedGenerationMethods").add("generateContent").add("countTokens");
            return entry;
        }

        @Override
        ObjectNode list(List<ModelEntry> models) {
            ObjectNode list = JsonCodec.object();
            list.set("models", entries(models));
            return list;
        }
    },
    OLLAMA {
        @Override
        ObjectNode entry(ModelEntry model) {
            return list(List.of(model));
        }

        @Override
        ObjectNode list(List<ModelEntry> models) {
            List<String> names = models.stream().map(ModelEntry::name).toList();
            return JsonCodec.request(OllamaTags.encode(names, Instant.ofEpochSecond(LONG_AGO_SECONDS)));
        }
    };

    private static final long LONG_AGO_SECONDS = 1_735_689_600;

    /** One model. */
    abstract ObjectNode entry(ModelEntry model);

    /** A list of them. */
    abstract ObjectNode list(List<ModelEntry> models);

    /** LiteLLM's clients look for both where the mode is known. */
    private static void tokens(ObjectNode entry, String name, OptionalLong tokens) {
        tokens.ifPresentOrElse(number -> entry.put(name, number), () -> entry.putNull(name));
    }

    ArrayNode entries(List<ModelEntry> models) {
        ArrayNode entries = JsonCodec.array();
        models.forEach(model -> entries.add(entry(model)));
        return entries;
    }
}
