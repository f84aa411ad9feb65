package dev.eclusa.router;

import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.pipe.LitellmFields;
import dev.eclusa.protocol.pipe.Restamp;
import dev.eclusa.protocol.pipe.WholeAnswer;
import java.util.List;
import java.util.Set;

/**
 * What all that answers one call has to know of it.
 *
 * @param recall what it has to do with answers known already
 * @param latestNanos when the whole call must be over
 * @param resumes whether a stream that breaks may be gone on with by another target
 * @param session what tells its conversation from others; empty when it need not stay anywhere
 */
record CallContext(
        GatewaySettings settings,
        EventLoop loop,
        InboundCall call,
        ClientSide client,
        Caller caller,
        DecodedRequest request,
        CallAccount account,
        Recall recall,
        String requestId,
        long latestNanos,
        boolean resumes,
        String session) {
    private static final String REASONING_APART = "REASONING_OUTSIDE_COMPLETION";

    /** Whether answers carry the name of the model that the client asked for. */
    boolean restamps() {
        return settings.manners().restamp() && !request.isBound();
    }

    /** Words the call carries, its key's and its own. */
    List<String> tags() {
        return Tags.both(caller.owner().tags(), request.tags());
    }

    /** Reads a whole answer for the client. */
    WholeAnswer read(byte[] body, Dialect from, Set<String> quirks, AnswerStyle style) {
        if (request.embedding().isPresent()) {
            return request.embedding().get().passed(body, from, style);
        }
        return request.isOtherTask()
                ? WholeAnswer.ofTask(body, from, style)
                : WholeAnswer.of(body, from, call.dialect(), !quirks.contains(REASONING_APART), style);
    }

    /** A whole answer with what the client's gateway before this one put into it. */
    byte[] mannered(byte[] body, AnswerStyle style) {
        byte[] named = restamps() ? Restamp.document(body, style.model()) : body;
        boolean openAi = call.dialect().name().equals("openai");
        return settings.manners().litellm() && openAi && !request.isBound() ? LitellmFields.in(named) : named;
    }

    /** Milliseconds from the first byte to a moment, to a tenth. */
    String overheadMillis(long nanos) {
        long tenths = Math.max(0, nanos - call.arrivedNanos()) / 100_000;
        return tenths / 10 + "." + tenths % 10;
    }
}
