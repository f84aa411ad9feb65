package dev.eclusa.server;

import dev.eclusa.protocol.AnswerStyle.Framing;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.openai.OpenAiTask;

/**
 * A model call a path stands for. The path alone decides the dialect.
 *
 * @param dialect what the client speaks
 * @param endpoint the route's name in accounts
 * @param model model named by the path, empty where the body names it
 * @param stream whether the path asks for a stream
 * @param framing how a stream's frames are told apart
 * @param kind what is asked of the gateway
 * @param task what is asked of the model; in dialects other than OpenAI's a chat or embeddings
 * @param provider configured name of the one provider that may answer, where the path names it; else empty
 */
record ModelRoute(
        Dialect dialect,
        String endpoint,
        String model,
        boolean stream,
        Framing framing,
        Kind kind,
        OpenAiTask task,
        String provider) {
    ModelRoute(Dialect dialect, String endpoint, String model, boolean stream, Framing framing, Kind kind) {
        this(dialect, endpoint, model, stream, framing, kind, OpenAiTask.CHAT, "");
    }

    /** What is asked. */
    enum Kind {
        /** An answer. */
        CHAT,
        /** How many tokens the prompt has. */
        COUNT_TOKENS,
        /** The answers of several models. */
        COMPARE
    }
}
