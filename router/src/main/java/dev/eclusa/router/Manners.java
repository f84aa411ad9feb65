package dev.eclusa.router;

import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;

/**
 * What is done the way another gateway's users are used to.
 *
 * @param restamp whether answers carry the name of the model that the client asked for
 * @param litellm whether LiteLLM's fields of requests are understood, and answers carry its headers
 */
public record Manners(boolean restamp, boolean litellm) {
    /** How errors are told to the clients of a dialect. */
    public ErrorCodec errors(Dialect dialect) {
        return litellm ? new LitellmErrors(dialect) : dialect.errors();
    }

    /** Our own. */
    public static final Manners OURS = new Manners(false, false);
}
