package dev.eclusa.engine.classifying;

/** What a call wants of the model. */
public enum Intent {
    /** Small talk. */
    CHAT,
    /** A fact or an explanation. */
    QUESTION,
    /** Programs. */
    CODE,
    /** Data taken out of a text. */
    EXTRACTION,
    /** Another language. */
    TRANSLATION,
    /** A shorter text. */
    SUMMARISATION,
    /** A judgement, weighed. */
    ANALYSIS,
    /** A text made up. */
    CREATIVE,
    /** Steps of thought: proofs, puzzles, plans. */
    REASONING,
    /** A look at a picture. */
    VISION
}
