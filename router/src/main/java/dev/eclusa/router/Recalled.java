package dev.eclusa.router;

import dev.eclusa.core.cache.KnownAnswer;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.StreamPipe;
import dev.eclusa.protocol.pipe.WholeAnswer;
import java.util.Map;
import java.util.function.Consumer;

/** An answer known already, told to a client as it asks: whole or as a stream, in its own dialect, and for nothing. */
final class Recalled {
    private static final int USUAL = 2048;

    private final CallContext context;
    private final Candidate candidate;
    private final KnownAnswer known;
    private final Dialect from;
    private final AnswerStyle style;

    /** An answer to be told in place of asking a candidate. */
    Recalled(CallContext context, Candidate candidate, KnownAnswer known) {
        this.context = context;
        this.candidate = candidate;
        this.known = known;
        this.from = context.settings()
                .dialects()
                .named(known.origin().dialect(), known.origin().quirks());
        this.style = AnswerStyles.of(context, usage -> Cost.ZERO.toString());
    }

    /**
     * Tells it.
     *
     * @param settle runs before its last byte leaves
     * @return false when it cannot be told to this client, and nothing was
     */
    boolean tell(Consumer<AnswerTally> settle) {
        return context.request().head().stream() ? stream(settle) : whole(settle);
    }

    private boolean whole(Consumer<AnswerTally> settle) {
        WholeAnswer answer = context.read(known.body(), from, known.origin().quirks(), style);
        if (answer.tally().failure().isPresent() || !answer.tally().hasEnded()) {
            return false;
        }
        Map<String, String> headers = headers("application/json");
        if (answer.tally().usage().isPresent()) {
            headers.put("x-eclusa-cost", Cost.ZERO.toString());
        }
        settle.accept(answer.tally());
        context.client().answer(200, headers, context.mannered(answer.body(), style));
        return true;
    }

    private boolean stream(Consumer<AnswerTally> settle) {
        StreamPipe pipe = StreamPipes.of(context, from, style);
        ByteSink out = new ByteSink(known.body().length + USUAL);
        pipe.feed(known.body(), 0, known.body().length, out);
        pipe.end(out);
        if (pipe.tally().failure().isPresent() || !pipe.tally().hasEnded()) {
            return false;
        }
        byte[] all = out.take();
        settle.accept(pipe.tally());
        context.client().begin(headers(context.call().framing().contentType()), all);
        context.client().end(new byte[0]);
        return true;
    }

    private Map<String, String> headers(String contentType) {
        KnownAnswer.Origin origin = known.origin();
        AnswerHeaders.Answerer answerer = new AnswerHeaders.Answerer(
                origin.provider(),
                origin.model(),
                origin.tier(),
                0,
                known.dropped(),
                context.overheadMillis(System.nanoTime()));
        Map<String, String> headers = AnswerHeaders.of(context, candidate, answerer, contentType);
        if (context.settings().manners().litellm() && context.recall().known().isPresent()) {
            LitellmHeaders.recalled(context.recall().key(), headers);
        }
        return headers;
    }
}
