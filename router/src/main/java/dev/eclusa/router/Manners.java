package dev.eclusa.router;

/**
 * What is done the way another gateway's users are used to.
 *
 * @param restamp whether answers carry the name of the model that the client asked for
 * @param litellm whether LiteLLM's fields of requests are understood, and answers carry its headers
 */
public record Manners(boolean restamp, boolean litellm) {
    /** Our own. */
    public static final Manners OURS = new Manners(false, false);
}
