package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonIndex;
import java.util.Optional;

/** One form of asking for vectors: a path, a body, an answer. */
public interface EmbedForm {
    /** The name of the dialect it belongs to. */
    String name();

    /**
     * The path and query of a provider for this form, where they are known for chat.
     *
     * @param chatPath of a call that is not streamed
     */
    String path(String chatPath);

    /** The tokens a whole answer says it took; empty when it does not. */
    Optional<Usage> usage(JsonIndex answer);
}
