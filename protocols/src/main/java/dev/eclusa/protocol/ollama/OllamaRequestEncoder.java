package dev.eclusa.protocol.ollama;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a chat for an Ollama server. */
final class OllamaRequestEncoder {
    /** Losing these changes no answer. */
    private static final Set<String> HARMLESS = Set.of(
            "user",
            "store",
            "service_tier",
            "stream_options",
            "metadata",
            "cache_control",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier");

    /** Ollama's own fields and options, which callers of other dialects send along. */
    private static final Set<String> OWN_FIELDS = Set.of("keep_alive", "options");

    private static final Set<String> OWN_OPTIONS =
            Set.of("num_ctx", "min_p", "typical_p", "repeat_penalty", "repeat_last_n", "num_keep", "top_k");

    private final ChatRequest request;
    private final RequestTarget target;
    private final OllamaCallerNames names;
    private final boolean ownWords;
    private final List<String> dropped = new ArrayList<>();
    private final ObjectNode body = JsonCodec.object();

    OllamaRequestEncoder(ChatRequest request, RequestTarget target) {
        this.request = request;
        this.target = target;
        this.names = OllamaCallerNames.of(request.dialect());
        this.ownWords = OllamaDialect.isFamily(request.dialect());
    }

    EncodedRequest encode() {
        body.put("model", target.model());
        body.set("messages", new OllamaMessageEncoder(request, dropped).encode());
        tools();
        request.format().ifPresent(format -> OllamaFormat.encode(format, body));
        body.put("stream", request.stream());
        think();
        options();
        logprobs();
        extras();
        return new EncodedRequest(JsonCodec.bytes(body), dropped);
    }

    private void tools() {
        Optional<ToolChoice> choice = request.toolChoice();
        if (choice.isPresent() && choice.get() instanceof ToolChoice.None) {
            return;
        }
        OllamaTools.encode(request.tools(), ownWords, body, dropped);
        if (choice.isPresent() && !(choice.get() instanceof ToolChoice.Auto)) {
            dropped.add(names.toolChoice());
        }
        if (request.parallelTools().equals(Optional.of(false))) {
            dropped.add(names.parallelTools());
        }
    }

    private void think() {
        request.reasoning().ifPresent(reasoning -> {
            if (target.reasons() || (ownWords && !reasoning.enabled())) {
                body.set("think", OllamaThink.encode(reasoning, target.model(), ownWords));
            } else if (reasoning.enabled()) {
                dropped.add(names.reasoning());
            }
        });
    }

    private void options() {
        ObjectNode options = JsonCodec.object();
        Json extra = request.extras().get("options");
        if (extra != null && JsonCodec.tree(extra) instanceof ObjectNode own) {
            options.setAll(own);
        }
        OllamaOptions.encode(request.sampling(), options);
        if (!ownWords) {
            request.extras().forEach((name, value) -> {
                if (OWN_OPTIONS.contains(name)) {
                    options.set(name, JsonCodec.tree(value));
                }
            });
        }
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        if (request.sampling().candidates().orElse(1) > 1) {
            dropped.add(names.candidates());
        }
    }

    private void logprobs() {
        if (request.sampling().logprobs()) {
            body.put("logprobs", true);
        }
        request.sampling().topLogprobs().ifPresent(count -> body.put("top_logprobs", count));
    }

    private void extras() {
        for (Map.Entry<String, Json> extra : request.extras().entrySet()) {
            String name = extra.getKey();
            if (ownWords ? !OllamaGenerateDecoder.BEYOND_CHAT.contains(name) : OWN_FIELDS.contains(name)) {
                carry(name, JsonCodec.tree(extra.getValue()));
            } else if (!HARMLESS.contains(name) && (ownWords || !OWN_OPTIONS.contains(name))) {
                dropped.add(name);
            }
        }
    }

    private void carry(String name, JsonNode value) {
        if (!name.equals("options")) {
            body.set(name, value);
        }
    }
}
