package dev.eclusa.protocol;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Message;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Collects what a request to another dialect cannot carry, by the names its caller used. */
public final class Dropped {
    /** Left out without a word: they cannot change the answer, or say how the words below them are shown. */
    private static final Set<String> HARMLESS = Set.of(
            "user",
            "store",
            "service_tier",
            "serviceTier",
            "stream_options",
            "metadata",
            "labels",
            "cache_control",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier",
            "caller",
            "citations",
            "annotations",
            "json",
            "requestMetadata",
            "performanceConfig");

    private final CallerNames names;
    private final String dialect;
    private final boolean keepsCacheControl;
    private final Set<String> dropped = new LinkedHashSet<>();

    /**
     * Nothing dropped yet.
     *
     * @param caller the dialect the request was written in
     * @param dialect the dialect it is written to
     * @param keepsCacheControl whether {@code cache_control} is understood there
     */
    public Dropped(String caller, String dialect, boolean keepsCacheControl) {
        this.names = new CallerNames(caller);
        this.dialect = dialect;
        this.keepsCacheControl = keepsCacheControl;
    }

    /** Whether the request was written in this dialect, so that its extras can go back as they came. */
    public boolean own() {
        return names.dialect().equals(dialect);
    }

    /** Names what could not be carried, by its path. */
    public void add(String path) {
        dropped.add(path);
    }

    /** Names a field by what OpenAI calls it. */
    public void field(String openAiName) {
        dropped.add(names.of(openAiName));
    }

    /** All that was named, in order. */
    public List<String> names() {
        return new ArrayList<>(dropped);
    }

    /** Writes extras where they are understood, names them where not. */
    public void extras(ObjectNode into, Map<String, Json> extras, String at) {
        extras.forEach((name, value) -> {
            if (own() || (keepsCacheControl && name.equals("cache_control"))) {
                into.set(name, JsonCodec.tree(value));
            } else if (!HARMLESS.contains(name) && !isDisplayOfThinking(name)) {
                add(at + name);
            }
        });
    }

    /** Anthropic's thinking itself is a word of the vocabulary; what is left of it only says how it is shown. */
    private boolean isDisplayOfThinking(String name) {
        return name.equals("thinking") && names.dialect().equals("anthropic");
    }

    /** The caller's path of a message. */
    public String message(List<Message> messages, int position) {
        return names.message(messages, position);
    }

    /** The caller's path of a part within a message. */
    public String part(String message, int position) {
        return names.part(message, position);
    }
}
