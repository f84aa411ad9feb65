package dev.eclusa.engine.routing;

/** Something a model can do. */
public enum Capability {
    /** Answers conversations. */
    CHAT,
    /** Sees images. */
    VISION,
    /** Calls tools. */
    TOOLS,
    /** Answers in JSON on demand. */
    JSON,
    /** Thinks before it answers. */
    REASONING,
    /** Makes vectors of texts. */
    EMBEDDINGS
}
