package dev.eclusa.core.ledger;

/** How a call, or one attempt of it, came to its end. */
public enum Outcome {
    /** The answer reached its end and the client. */
    SUCCESS(0),
    /** It failed before anything was delivered. */
    ERROR(1),
    /** The client left; charged is what was received until then. */
    CANCELLED(2),
    /** The stream broke after something was delivered; tokens are estimated from the delivered text. */
    INCOMPLETE(3),
    /** The process died while the call was under way; found at the next start. */
    INTERRUPTED(4);

    private final int code;

    Outcome(int code) {
        this.code = code;
    }

    /** The number it is stored as; never changes. */
    public int code() {
        return code;
    }

    /** The outcome stored as a number. */
    public static Outcome ofCode(int code) {
        for (Outcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("no outcome has the number " + code);
    }

    /** The name as ledger, API and metrics show it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
