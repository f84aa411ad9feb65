package dev.eclusa.core.ledger;

/**
 * What is known of a call before its first byte leaves for a provider: enough to account for it if the process dies.
 *
 * @param callId the gateway's own id, unique for ever
 * @param requestId the client's {@code x-request-id}, or the call id
 * @param beganAtMillis epoch milliseconds of the first byte received
 * @param caller who called
 * @param endpoint the matched route, for example {@code /v1/chat/completions}
 * @param requestedModel the model name as the client wrote it
 * @param provider first target's configured provider name
 * @param model first target's provider model id
 * @param streamed whether a stream was asked for
 * @param estimatedInputTokens upper bound of the prompt's tokens
 * @param estimatedInputCostNanos the prompt's cost at that bound in nano-dollars, or -1 when the price is unknown
 */
public record CallBegin(
        String callId,
        String requestId,
        long beganAtMillis,
        CallerLabels caller,
        String endpoint,
        String requestedModel,
        String provider,
        String model,
        boolean streamed,
        long estimatedInputTokens,
        long estimatedInputCostNanos) {}
