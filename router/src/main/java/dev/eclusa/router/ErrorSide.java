package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.router.wire.AnswerHead;

/** A provider's error answer, kept up to a limit and read as the failure it is. */
final class ErrorSide implements AnswerSide {
    private final Attempt attempt;
    private final AnswerHead head;
    private final ByteSink held = new ByteSink(512);

    ErrorSide(Attempt attempt, AnswerHead head) {
        this.attempt = attempt;
        this.head = head;
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        int room = attempt.context().settings().limits().errorBody() - held.length();
        held.write(bytes, 0, Math.min(length, room));
    }

    @Override
    public void ended() {
        attempt.giveUp(failure());
    }

    @Override
    public boolean broke(Failure.OfProvider failure) {
        attempt.giveUp(failure());
        return true;
    }

    @Override
    public AnswerTally tally() {
        return new AnswerTally();
    }

    private Failure.OfProvider failure() {
        if (head.status() < 400) {
            return Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The provider answered with a redirect; none is followed.");
        }
        return attempt.dialect().errors().decode(head.status(), head::header, held.take());
    }
}
