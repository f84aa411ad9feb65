package dev.eclusa.protocol.embed;

import dev.eclusa.core.embed.EmbedInput;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Truncation;
import dev.eclusa.protocol.Dropped;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A request being written for a provider of another dialect: its texts, and what of the rest the provider has no word for. */
final class Asked {
    private final EmbedRequest request;
    private final Dropped dropped;
    private final ObjectNode body = JsonCodec.object();

    /** A request of another dialect than the one it is written to. */
    Asked(EmbedRequest request, String to) {
        this.request = request;
        this.dropped = new Dropped(request.dialect(), to, false);
        dropped.extras(JsonCodec.object(), request.extras(), "");
    }

    /** The body so far. */
    ObjectNode body() {
        return body;
    }

    /**
     * The inputs as texts.
     *
     * @throws InvalidRequest when tokens are among them
     */
    List<String> texts() {
        return request.inputs().stream().map(Asked::text).toList();
    }

    private static String text(EmbedInput input) {
        return switch (input) {
            case EmbedInput.Text text -> text.text();
            case EmbedInput.Tokens tokens ->
                throw InvalidRequest.of(
                        "The provider of this model takes texts only: send strings, not lists of tokens, as 'input'.",
                        "input");
        };
    }

    /** How many numbers a vector shall have, under the provider's name for it. */
    void dimensions(ObjectNode into, String name) {
        request.wanted().dimensions().ifPresent(count -> into.put(name, count));
    }

    /** What the provider does with texts that are too long, as the caller wants it; named where it cannot. */
    Optional<Truncation> truncation(Set<Truncation> possible) {
        Optional<Truncation> wanted = request.wanted().truncation();
        if (wanted.isPresent() && !possible.contains(wanted.get())) {
            dropped.add("truncate");
            return Optional.empty();
        }
        return wanted;
    }

    /** The provider has no word for the purpose. */
    void withoutPurpose() {
        if (request.wanted().purpose().isPresent()) {
            dropped.add(request.dialect().equals("gemini") ? "taskType" : "input_type");
        }
    }

    /** The whole of it. */
    EncodedRequest encoded() {
        return new EncodedRequest(JsonCodec.bytes(body), dropped.names());
    }
}
