package dev.eclusa.router;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.embed.EmbedExchange;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.WholeAnswer;
import java.util.Map;

/** An answer held whole before its head is sent, so that any failure in it can still move on. */
final class WholeSide implements AnswerSide {
    private static final int USUAL = 2048;

    /** Vectors of more bytes than this take longer to translate than other calls on the loop should wait. */
    private static final int LARGE = 256 << 10;

    private final Attempt attempt;
    private final ByteSink held = new ByteSink(USUAL);
    private byte[] kept = {};
    private AnswerTally tally = new AnswerTally();

    WholeSide(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        int most = attempt.context().settings().limits().frames().document();
        if (held.length() + length > most) {
            attempt.giveUp(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED,
                    "The provider's answer is larger than the limit of " + most + " bytes."));
            return;
        }
        held.write(bytes, 0, length);
    }

    @Override
    public void ended() {
        if (attempt.exchange().isPresent()) {
            part(attempt.exchange().get());
        } else if (attempt.context().request().embedding().isPresent() && held.length() > LARGE) {
            attempt.beside(() -> {
                WholeAnswer answer = read(attempt.style());
                return () -> whole(answer);
            });
        } else {
            whole(read(attempt.style()));
        }
    }

    private WholeAnswer read(AnswerStyle style) {
        kept = held.take();
        return attempt.context().read(kept, attempt.dialect(), attempt.target().quirks(), style);
    }

    /** One of several answers that are one in the end, or the only one; large ones are read beside the event loop. */
    private void part(EmbedExchange exchange) {
        byte[] body = held.take();
        if (body.length > LARGE) {
            attempt.beside(() -> taken(exchange, body));
        } else {
            taken(exchange, body).run();
        }
    }

    /** What is to be done once an answer was taken. */
    private Runnable taken(EmbedExchange exchange, byte[] body) {
        try {
            exchange.take(body);
        } catch (MalformedAnswer malformed) {
            return () -> attempt.giveUp(malformed.failure());
        }
        if (exchange.hasNext()) {
            return () -> attempt.askOn(exchange);
        }
        WholeAnswer answer =
                exchange.whole(attempt.style(), attempt.context().account().estimatedTokens());
        return () -> whole(answer);
    }

    private void whole(WholeAnswer answer) {
        AnswerStyle style = attempt.style();
        tally = answer.tally();
        if (attempt.context().request().isForm() && tally.usage().isEmpty()) {
            tally.usage(Usage.NONE);
        }
        if (tally.failure().isPresent()) {
            attempt.giveUp(tally.failure().get());
        } else if (!tally.hasEnded()) {
            attempt.giveUp(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The provider's answer ended before it was complete."));
        } else {
            deliver(answer, style);
        }
    }

    private void deliver(WholeAnswer answer, AnswerStyle style) {
        attempt.leads();
        Map<String, String> headers = attempt.answerHeaders(attempt.contentType());
        String cost = tally.usage().map(attempt::cost).orElse("");
        if (!cost.isEmpty()) {
            headers.put("x-eclusa-cost", cost);
            if (attempt.context().settings().manners().litellm()) {
                LitellmHeaders.cost(attempt.target(), tally.usage().orElse(Usage.NONE), headers);
            }
        }
        if (attempt.context().request().embedding().isEmpty() || kept.length <= LARGE) {
            attempt.keep(kept);
        }
        attempt.settle(Outcome.SUCCESS, tally);
        attempt.context().client().answer(200, headers, attempt.context().mannered(answer.body(), style));
    }

    @Override
    public boolean broke(Failure.OfProvider failure) {
        return false;
    }

    @Override
    public AnswerTally tally() {
        return tally;
    }
}
