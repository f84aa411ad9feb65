package dev.eclusa.router;

import dev.eclusa.engine.routing.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The headers that every answer to a model call carries. */
final class AnswerHeaders {
    private AnswerHeaders() {}

    /**
     * Who answered, and what it took.
     *
     * @param tier 1 to 4, or 0 where there is none
     * @param attempts requests made to providers
     * @param dropped fields of the request that could not be carried
     * @param overheadMillis what the gateway took of the time
     */
    record Answerer(
            String provider, String model, int tier, int attempts, List<String> dropped, String overheadMillis) {}

    /** Those of an answer by a candidate, or by whoever answered the same question before. */
    static Map<String, String> of(CallContext context, Candidate candidate, Answerer answerer, String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", contentType);
        headers.put("x-request-id", context.requestId());
        if (context.call().dialect().name().equals("bedrock")) {
            headers.put("x-amzn-requestid", context.requestId());
        }
        headers.put("x-eclusa-provider", answerer.provider());
        headers.put("x-eclusa-model", HeaderText.safe(answerer.model()));
        headers.put("x-eclusa-cache", context.recall().word());
        headers.put("x-eclusa-attempts", Integer.toString(answerer.attempts()));
        headers.put("x-eclusa-overhead-ms", answerer.overheadMillis());
        if (answerer.tier() > 0) {
            headers.put("x-eclusa-tier", Integer.toString(answerer.tier()));
        }
        if (!answerer.dropped().isEmpty()) {
            headers.put("x-eclusa-dropped", HeaderText.safe(String.join(",", answerer.dropped())));
        }
        if (context.settings().manners().litellm()) {
            LitellmHeaders.write(context, candidate, answerer.overheadMillis(), headers);
        }
        context.account().admission().ifPresent(admission -> Admittance.headers(admission, headers));
        return headers;
    }
}
