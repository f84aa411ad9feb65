package dev.eclusa.protocol.embed;

import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.json.JsonIndex;

/** A form that providers take. */
public interface OutwardForm extends EmbedForm {
    /** The most inputs a provider takes in one request. */
    int most(String model);

    /** Writes a request for a provider's model. What cannot be said is left out and named. */
    EncodedRequest encode(EmbedRequest request, String model);

    /**
     * Reads a provider's whole answer.
     *
     * @throws MalformedAnswer when it holds no vectors
     */
    EmbedAnswer decode(JsonIndex answer);
}
