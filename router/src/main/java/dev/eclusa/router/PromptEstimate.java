package dev.eclusa.router;

import dev.eclusa.protocol.tokens.TokenEstimate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How many tokens the prompt of a call may have. */
final class PromptEstimate {
    private static final byte[] BASE64 = ";base64,".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALL = 1024;

    /** Bodies up to here are read whole on the event loop when a limit stands in their way. */
    private static final int CLOSELY_READ = 256 * 1024;

    private final DecodedRequest request;
    private long estimate = -1;

    PromptEstimate(DecodedRequest request) {
        this.request = request;
    }

    /** An upper bound of the prompt's tokens, cheap to find. */
    long tokens() {
        if (estimate < 0 && request.form().isPresent()) {
            estimate = request.form().get().textLength();
        }
        if (estimate < 0) {
            byte[] body = request.call().body();
            estimate = request.known()
                    .map(TokenEstimate::of)
                    .orElseGet(() -> TokenEstimate.fromBody(body, request.head().messages(), pictures(body)));
        }
        return estimate;
    }

    /** The same bound by the texts alone, without the syntax around them: less, and dearer to find. */
    long closely() {
        boolean cheap = request.call().body().length <= CLOSELY_READ && !request.isOtherTask();
        return cheap ? Math.min(tokens(), TokenEstimate.of(request.chat())) : tokens();
    }

    /** Pictures inside a body, told by the mark every data URL has; small bodies have none worth looking for. */
    private static int pictures(byte[] body) {
        int found = 0;
        for (int i = BASE64.length; i < body.length && body.length > SMALL; i++) {
            if (body[i - 1] == ',' && Arrays.equals(body, i - BASE64.length, i, BASE64, 0, BASE64.length)) {
                found++;
            }
        }
        return found;
    }
}
