package dev.eclusa.router;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.LitellmFields;
import dev.eclusa.protocol.pipe.Restamp;
import dev.eclusa.protocol.pipe.WholeAnswer;
import java.util.Map;

/** An answer held whole before its head is sent, so that any failure in it can still move on. */
final class WholeSide implements AnswerSide {
    private static final int USUAL = 2048;

    private final Attempt attempt;
    private final ByteSink held = new ByteSink(USUAL);
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
        AnswerStyle style = attempt.style();
        boolean plain = !attempt.target().quirks().contains("REASONING_OUTSIDE_COMPLETION");
        WholeAnswer answer = attempt.context().request().isOtherTask()
                ? WholeAnswer.ofTask(held.take(), attempt.dialect(), style)
                : WholeAnswer.of(
                        held.take(), attempt.dialect(), attempt.context().call().dialect(), plain, style);
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
        attempt.settle(Outcome.SUCCESS, tally);
        attempt.context().client().answer(200, headers, mannered(answer.body(), style.model()));
    }

    private byte[] mannered(byte[] body, String model) {
        Manners manners = attempt.context().settings().manners();
        byte[] named = attempt.restamps() ? Restamp.document(body, model) : body;
        boolean openAi = attempt.context().call().dialect().name().equals("openai");
        boolean bound = attempt.context().request().isBound();
        return manners.litellm() && openAi && !bound ? LitellmFields.in(named) : named;
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
