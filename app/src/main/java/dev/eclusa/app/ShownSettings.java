package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.protocol.json.JsonCodec;
import tools.jackson.databind.node.ObjectNode;

/** What may be shown of a configuration, by the names LiteLLM's general_settings has for it; never a secret. */
final class ShownSettings {
    private ShownSettings() {}

    static ObjectNode of(Configuration configuration) {
        return JsonCodec.object()
                .put("max_request_size_mb", configuration.server().largestBody() >> 20)
                .put("request_timeout", configuration.timeouts().total().toSeconds())
                .put("require_key", configuration.auth().required())
                .put("store_model_in_db", false)
                .put("store_prompts_in_spend_logs", false);
    }
}
