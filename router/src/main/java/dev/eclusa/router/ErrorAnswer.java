package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.openai.OpenAiTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sends a failure in the caller's dialect. */
final class ErrorAnswer {
    private ErrorAnswer() {}

    /**
     * Who asked, and who was asked last.
     *
     * @param last empty where nobody was chosen
     */
    record Asked(Caller caller, Optional<Candidate> last) {
        /** Nobody was asked anything. */
        static final Asked NOBODY = new Asked(Caller.ANONYMOUS, Optional.empty());
    }

    static void send(
            ClientSide client,
            InboundCall call,
            Manners manners,
            String requestId,
            Failure failure,
            int attempts,
            Asked asked) {
        Optional<Target> target = asked.last().map(Candidate::target);
        ErrorCodec.EncodedError encoded = manners.errors(call.dialect()).encode(failure, requestId);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("x-request-id", requestId);
        headers.put("x-eclusa-attempts", Integer.toString(attempts));
        headers.putAll(encoded.headers());
        retryAfter(failure).ifPresent(pause -> headers.put("retry-after", seconds(pause)));
        if (manners.litellm()) {
            LitellmHeaders.refused(requestId, asked.caller(), asked.last().filter(tried -> attempts > 0), headers);
        }
        target.filter(known -> attempts > 0).ifPresent(known -> {
            headers.put("x-eclusa-provider", known.provider());
            headers.put("x-eclusa-model", HeaderText.safe(known.model()));
        });
        client.answer(encoded.status(), headers, verbatim(failure, call, target).orElse(encoded.body()));
    }

    /** A provider's own words about the caller's request go back as they came when both speak the same dialect. */
    private static Optional<byte[]> verbatim(Failure failure, InboundCall call, Optional<Target> target) {
        if (failure instanceof Failure.OfProvider provider
                && provider.body().isPresent()
                && isAboutTheRequest(provider)
                && target.isPresent()
                && speaksAlike(call, target.get())) {
            return provider.body().map(body -> body.text().getBytes(StandardCharsets.UTF_8));
        }
        return Optional.empty();
    }

    private static boolean speaksAlike(InboundCall call, Target target) {
        String client = call.dialect().name();
        return call.task() == OpenAiTask.EMBEDDING ? target.embedsIn().equals(client) : target.speaks(client);
    }

    private static boolean isAboutTheRequest(Failure.OfProvider failure) {
        return switch (failure.kind()) {
            case REFUSED, CONTENT_REFUSED, CONTEXT_OVERFLOW, MODEL_MISSING -> true;
            case UNREACHABLE, TIMED_OUT, MALFORMED, RATE_LIMITED, QUOTA_SPENT, UNAVAILABLE, CREDENTIALS_REFUSED ->
                false;
        };
    }

    private static Optional<Duration> retryAfter(Failure failure) {
        return switch (failure) {
            case Failure.OfCaller caller -> Optional.empty();
            case Failure.OfGateway gateway -> gateway.retryAfter();
            case Failure.OfProvider provider -> provider.retryAfter();
        };
    }

    private static String seconds(Duration pause) {
        return Long.toString(Math.max(1, (pause.toMillis() + 999) / 1000));
    }
}
