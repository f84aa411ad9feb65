package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.pipe.AnswerTally;

/** Reads the figures of a whole response from its bytes, where nothing in it needs the decoder. */
public final class ResponsesWhole {
    private ResponsesWhole() {}

    /**
     * Counts a plain response: one that has output and did not fail.
     *
     * @return false when it must be decoded; the tally is then untouched
     */
    public static boolean count(JsonIndex response, AnswerTally tally) {
        int status = response.find("status");
        boolean plain = response.kind(response.find("output")) == '['
                && !response.has("error")
                && (response.kind(status) != '"' || !response.string(status).equals("failed"));
        if (!plain) {
            return false;
        }
        int usage = response.find("usage");
        if (response.kind(usage) == '{') {
            tally.usage(ResponsesUsage.read(ResponsesUsage.nested(response, usage)));
        }
        boolean cut = response.kind(status) == '"' && response.string(status).equals("incomplete");
        tally.finished(cut ? FinishReason.LENGTH : FinishReason.STOP);
        tally.ended();
        return true;
    }
}
