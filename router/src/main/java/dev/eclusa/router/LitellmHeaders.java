package dev.eclusa.router;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Target;
import java.util.Map;

/** The headers LiteLLM's users look for in answers (recorded, 1.106.2), as far as there is something true to say in them. */
final class LitellmHeaders {
    private LitellmHeaders() {}

    static void write(Attempt.Context context, Candidate candidate, Map<String, String> headers) {
        Target target = candidate.target();
        int before = context.account().attempts();
        boolean fellBack = !candidate.model().equals(context.request().head().model());
        headers.put("x-litellm-call-id", context.requestId());
        headers.put("x-litellm-model-id", HeaderText.safe(target.name()));
        headers.put("x-litellm-model-name", HeaderText.safe(target.name()));
        headers.put("x-litellm-model-group", HeaderText.safe(candidate.model()));
        headers.put(
                "x-litellm-model-api-base", HeaderText.safe(target.endpoint().toString()));
        headers.put("x-litellm-attempted-retries", Integer.toString(fellBack ? 0 : before));
        headers.put("x-litellm-attempted-fallbacks", Integer.toString(fellBack ? before : 0));
        headers.put("x-litellm-response-duration-ms", millis(context));
    }

    private static String millis(Attempt.Context context) {
        return Long.toString(Math.max(0, System.nanoTime() - context.call().arrivedNanos()) / 1_000_000);
    }
}
