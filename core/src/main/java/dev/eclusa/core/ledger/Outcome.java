package dev.eclusa.core.ledger;

/** How a call, or one attempt of it, came to its end. */
public enum Outcome {
    /** The answer reached its end and the client. */
    SUCCESS,
    /** It failed before anything was delivered. */
    ERROR,
    /** The client left; charged is what was received until then. */
    CANCELLED,
    /** The stream broke after something was delivered; tokens are estimated from the delivered text. */
    INCOMPLETE,
    /** The process died while the call was under way; found at the next start. */
    INTERRUPTED;

    /** The name as ledger, API and metrics show it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
