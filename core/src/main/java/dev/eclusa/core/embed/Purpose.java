package dev.eclusa.core.embed;

/** What a vector is for; some models make different vectors of the same text. */
public enum Purpose {
    /** It looks for documents. */
    QUERY,
    /** It is looked for. */
    DOCUMENT,
    /** It is compared with others of its kind. */
    SIMILARITY,
    /** It is sorted into classes. */
    CLASSIFICATION,
    /** It is grouped with others. */
    CLUSTERING,
    /** It is a question whose answer is looked for. */
    QUESTION,
    /** It is a statement whose proof is looked for. */
    FACT,
    /** It looks for code. */
    CODE_QUERY
}
