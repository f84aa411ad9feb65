package dev.eclusa.app.probe;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The credit left at a provider that tells it. OpenRouter does, and its list of models asks for no key. */
final class Credit {
    /** What is known of the key, below the versioned base URL. */
    static final String PATH = "/key";

    private Credit() {}

    static boolean isTold(Configuration.Provider provider) {
        return provider.preset().name().equals("openrouter");
    }

    static Optional<String> left(byte[] body) {
        try {
            JsonNode limit = JsonCodec.answer(body, 0, body.length).path("data").path("limit_remaining");
            return limit.isNumber()
                    ? Optional.of("Credit left: " + limit.decimalValue().toPlainString() + " USD.")
                    : Optional.of("The key has no credit limit.");
        } catch (MalformedAnswer unreadable) {
            return Optional.empty();
        }
    }
}
