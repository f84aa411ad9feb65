package dev.eclusa.protocol;

/**
 * How an answer is dressed for one client.
 *
 * @param id id of the answer where the provider gave none; unique
 * @param model the model name to show where the provider gave none
 * @param createdSeconds epoch seconds to show as the time of creation
 * @param includeUsage whether a stream ends with usage where the dialect makes that a choice
 * @param priced answers the cost in plain decimal dollars of a usage; where usage is shown in OpenAI's dialect it stands
 *     beside it as {@code cost}, unless empty
 * @param framing which of the dialect's framings the client asked for (Gemini: SSE or JSON array)
 */
public record AnswerStyle(
        String id, String model, long createdSeconds, boolean includeUsage, Pricing priced, Framing framing) {

    /** What a usage costs. */
    @FunctionalInterface
    public interface Pricing {
        /** A price nobody knows. */
        Pricing UNKNOWN = usage -> "";

        /** Plain decimal dollars, or empty when the price is unknown. */
        String cost(dev.eclusa.core.chat.Usage usage);
    }

    /** How a stream's frames are told apart. */
    public enum Framing {
        /** Server-sent events. */
        SSE("text/event-stream"),
        /** One JSON document a line. */
        NDJSON("application/x-ndjson"),
        /** Elements of one JSON array. */
        JSON_ARRAY("application/json"),
        /** Binary messages that say their length (Bedrock). */
        MESSAGES("application/vnd.amazon.eventstream");

        private final String contentType;

        Framing(String contentType) {
            this.contentType = contentType;
        }

        /** The media type a client is told. */
        public String contentType() {
            return contentType;
        }
    }
}
