package dev.eclusa.protocol.embed;

import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonIndex;

/** A form that clients use. */
public interface InwardForm extends EmbedForm {
    /**
     * Reads and checks the head of a body.
     *
     * @param pathModel the model the path names; empty where the body does
     * @throws InvalidRequest when no provider would take it
     */
    RequestHead head(JsonIndex body, String pathModel);

    /** What the body asks vectors for, as far as it decides who can be asked. */
    Subject subject(JsonIndex body);

    /**
     * Reads a body whole.
     *
     * @throws InvalidRequest when it is not one of this form, or holds something that is no text
     */
    EmbedRequest decode(byte[] body);

    /** The body for a provider that takes the same form, with its model's id wherever the body names one. */
    byte[] addressed(JsonIndex body, String model);

    /**
     * The answer of a provider that takes the same form, with what the client asked for and the provider did not heed put
     * right; the same array where nothing is to be.
     */
    default byte[] heeded(JsonIndex asked, byte[] answer) {
        return answer;
    }

    /** Writes an answer for a client, UTF-8 JSON. */
    byte[] encode(EmbedAnswer answer, EmbedRequest asked, AnswerStyle style);

    /** What vectors are asked for. */
    enum Subject {
        /** Texts. */
        TEXTS,
        /** Tokens, as OpenAI's interface takes them too. */
        TOKENS,
        /** Something else, pictures for one. */
        OTHER
    }
}
