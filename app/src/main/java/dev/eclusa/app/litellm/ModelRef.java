package dev.eclusa.app.litellm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider's model, as LiteLLM's file names it.
 *
 * @param prefix whose it is
 * @param model its id at the provider, or {@code *}
 * @param cut what LiteLLM reads from the name that is no part of the id, such as {@code responses}; empty for nothing
 */
record ModelRef(Prefix prefix, String model, String cut) {
    private static final Pattern MODE = Pattern.compile("(responses|o_series|gpt5_series)/(.+)");

    /**
     * Reads a name; empty when no provider that is known here can be told from it.
     *
     * @param provider what {@code custom_llm_provider} says; empty for nothing
     */
    static Optional<ModelRef> of(String written, String provider) {
        int slash = written.indexOf('/');
        String before = slash > 0 ? written.substring(0, slash) : "";
        if (!provider.isEmpty()) {
            String model = before.equals(provider) ? written.substring(slash + 1) : written;
            return Prefix.named(provider).map(prefix -> of(prefix, model));
        }
        return slash > 0
                ? Prefix.named(before).map(prefix -> of(prefix, written.substring(slash + 1)))
                : Prefix.ofModel(written).map(prefix -> of(prefix, written));
    }

    private static ModelRef of(Prefix prefix, String rest) {
        Matcher mode = MODE.matcher(rest);
        boolean cut = (prefix.preset().equals("openai") || prefix.preset().equals("azure")) && mode.matches();
        String model = cut ? mode.group(2) : rest;
        return new ModelRef(prefix, id(prefix, model), cut ? mode.group(1) : "");
    }

    /** LiteLLM writes some ids otherwise than the provider does. */
    private static String id(Prefix prefix, String model) {
        String[] parts = model.split("/", 2);
        return switch (prefix.preset()) {
            case "fireworks" ->
                model.contains("/") || model.contains("#") || model.equals("*")
                        ? model
                        : "accounts/fireworks/models/" + model;
            case "bedrock" -> model.replaceFirst("^(converse|converse_like|invoke)/", "");
            case "huggingface" -> parts.length == 2 && parts[1].contains("/") ? parts[1] + ":" + parts[0] : model;
            default -> model;
        };
    }

    boolean isWildcard() {
        return model.contains("*");
    }
}
