package dev.eclusa.router;

import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.openai.OpenAiTask;

/**
 * A model call as it arrived, its body complete.
 *
 * @param dialect what the client speaks, by its path
 * @param body the body's bytes
 * @param pathModel model named by the path, empty in most dialects
 * @param pathStream whether the path asks for a stream
 * @param framing how a stream's frames are told apart
 * @param endpoint the matched route
 * @param requestId the client's own id when it sent a sane one, else empty
 * @param key the gateway key as sent, empty when none
 * @param address the client's network address
 * @param header the request's headers
 * @param task what is asked of the model; in dialects other than OpenAI's a chat or embeddings
 * @param provider configured name of the one provider that may answer, where the path names it; else empty
 * @param arrivedMillis epoch milliseconds of the first byte
 * @param arrivedNanos {@link System#nanoTime()} of the first byte
 */
public record InboundCall(
        Dialect dialect,
        byte[] body,
        String pathModel,
        boolean pathStream,
        AnswerStyle.Framing framing,
        String endpoint,
        String requestId,
        String key,
        String address,
        CallHeaders header,
        OpenAiTask task,
        String provider,
        long arrivedMillis,
        long arrivedNanos) {
    /** A chat. */
    public InboundCall(
            Dialect dialect,
            byte[] body,
            String pathModel,
            boolean pathStream,
            AnswerStyle.Framing framing,
            String endpoint,
            String requestId,
            String key,
            String address,
            CallHeaders header,
            long arrivedMillis,
            long arrivedNanos) {
        this(
                dialect,
                body,
                pathModel,
                pathStream,
                framing,
                endpoint,
                requestId,
                key,
                address,
                header,
                OpenAiTask.CHAT,
                "",
                arrivedMillis,
                arrivedNanos);
    }

    /** A model as it is looked up: that of the one provider, where the path names it. */
    String qualified(String model) {
        return provider.isEmpty() ? model : provider + "/" + model;
    }

    /**
     * The same question to another model, asked now by the gateway itself.
     *
     * @param as the name the copy's endpoint has in accounts
     * @throws RuntimeException when the body cannot be read as JSON
     */
    public InboundCall asking(String model, String as, String otherRequestId) {
        JsonIndex index = JsonIndex.of(body);
        boolean saidByPath = index.find("model") < 0;
        byte[] asked = saidByPath
                ? body
                : new BodyEditor(index)
                        .set("model", JsonCodec.text(JsonCodec.string(model)))
                        .bytes();
        return new InboundCall(
                dialect,
                asked,
                saidByPath || !pathModel.isEmpty() ? model : "",
                pathStream,
                framing,
                as,
                otherRequestId,
                "",
                address,
                header,
                task,
                provider,
                System.currentTimeMillis(),
                System.nanoTime());
    }
}
