package dev.eclusa.protocol.embed;

import dev.eclusa.core.embed.Purpose;
import java.util.Map;
import java.util.Optional;

/** What Google and Cohere call the purposes of vectors (API references, November 2026). */
final class Purposes {
    private static final Map<String, Purpose> GEMINI = Map.of(
            "RETRIEVAL_QUERY", Purpose.QUERY,
            "RETRIEVAL_DOCUMENT", Purpose.DOCUMENT,
            "SEMANTIC_SIMILARITY", Purpose.SIMILARITY,
            "CLASSIFICATION", Purpose.CLASSIFICATION,
            "CLUSTERING", Purpose.CLUSTERING,
            "QUESTION_ANSWERING", Purpose.QUESTION,
            "FACT_VERIFICATION", Purpose.FACT,
            "CODE_RETRIEVAL_QUERY", Purpose.CODE_QUERY);

    /** Cohere's, and the shorter words that NVIDIA and Voyage have for the same. */
    private static final Map<String, Purpose> INPUT_TYPES = Map.of(
            "search_query", Purpose.QUERY,
            "query", Purpose.QUERY,
            "search_document", Purpose.DOCUMENT,
            "document", Purpose.DOCUMENT,
            "passage", Purpose.DOCUMENT,
            "classification", Purpose.CLASSIFICATION,
            "clustering", Purpose.CLUSTERING);

    private Purposes() {}

    /** The purpose that Google calls so. */
    static Optional<Purpose> ofTaskType(String name) {
        return Optional.ofNullable(GEMINI.get(name));
    }

    /** The purpose that an {@code input_type} stands for. */
    static Optional<Purpose> ofInputType(String name) {
        return Optional.ofNullable(INPUT_TYPES.get(name));
    }

    /** Google's word. */
    static String taskType(Purpose purpose) {
        return switch (purpose) {
            case QUERY -> "RETRIEVAL_QUERY";
            case DOCUMENT -> "RETRIEVAL_DOCUMENT";
            case SIMILARITY -> "SEMANTIC_SIMILARITY";
            case CLASSIFICATION -> "CLASSIFICATION";
            case CLUSTERING -> "CLUSTERING";
            case QUESTION -> "QUESTION_ANSWERING";
            case FACT -> "FACT_VERIFICATION";
            case CODE_QUERY -> "CODE_RETRIEVAL_QUERY";
        };
    }

    /** Cohere's word; empty where it has none. */
    static Optional<String> inputType(Purpose purpose) {
        return switch (purpose) {
            case QUERY, QUESTION, FACT, CODE_QUERY -> Optional.of("search_query");
            case DOCUMENT -> Optional.of("search_document");
            case CLASSIFICATION -> Optional.of("classification");
            case CLUSTERING -> Optional.of("clustering");
            case SIMILARITY -> Optional.empty();
        };
    }
}
