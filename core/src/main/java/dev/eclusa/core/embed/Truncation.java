package dev.eclusa.core.embed;

/** What becomes of a text that is too long for the model. */
public enum Truncation {
    /** It is an error. */
    NONE,
    /** Its beginning is cut off. */
    START,
    /** Its end is cut off. */
    END
}
