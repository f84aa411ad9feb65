package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.ResumableStream;
import dev.eclusa.protocol.pipe.StreamPipe;
import java.util.Optional;

/**
 * A streamed answer on its way: held back until its first content, then written on with every read, and slowed down when
 * the client reads slowly.
 */
final class StreamSide extends Deadlines.Waiting implements AnswerSide {
    private static final int USUAL_READ = 1024;

    private final Attempt attempt;
    private final StreamPipe pipe;
    private final ByteSink out = new ByteSink(USUAL_READ);
    private final Copy copy;
    private boolean committed;
    private long clientDeadlineNanos;

    /**
     * A stream that begins.
     *
     * @param resumed the stream to go on with instead, which the client already has the beginning of
     */
    StreamSide(Attempt attempt, Optional<ResumableStream> resumed) {
        this.attempt = attempt;
        this.committed = resumed.isPresent();
        this.pipe = resumed.isPresent() ? resumed.get() : pipe(attempt);
        this.copy =
                new Copy(resumed.isPresent() ? 0 : attempt.context().recall().longest());
        resumed.ifPresent(stream -> stream.resumeFrom(attempt.dialect(), out));
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        copy.add(bytes, length);
        pipe.feed(bytes, 0, length, out);
        proceed();
    }

    @Override
    public void ended() {
        pipe.end(out);
        proceed();
        if (attempt.isOver()) {
            return;
        }
        Failure.OfProvider early = Failure.OfProvider.of(
                Failure.OfProvider.Kind.MALFORMED, "The provider's stream ended before the answer was complete.");
        if (!broke(early)) {
            attempt.giveUp(early);
        }
    }

    @Override
    public boolean broke(Failure.OfProvider failure) {
        if (!committed) {
            return false;
        }
        if (pipe instanceof ResumableStream stream && attempt.handsOver(stream, failure)) {
            attempt.context().loop().deadlines().remove(this);
            if (!out.isEmpty()) {
                client().write(out.take());
            }
            return true;
        }
        pipe.fail(failure, out);
        close(Outcome.INCOMPLETE);
        return true;
    }

    @Override
    public AnswerTally tally() {
        return pipe.tally();
    }

    @Override
    protected long deadlineNanos() {
        return clientDeadlineNanos;
    }

    @Override
    protected void expired() {
        close(Outcome.CANCELLED);
    }

    private void proceed() {
        AnswerTally tally = pipe.tally();
        if (tally.failure().isPresent()) {
            if (tally.hasContent()) {
                commit();
            }
            Failure.OfProvider failure = tally.failure().get();
            if (!broke(failure)) {
                attempt.giveUp(failure);
            }
        } else if (tally.hasEnded()) {
            commit();
            attempt.keep(copy.take());
            close(Outcome.SUCCESS);
        } else if (!out.isEmpty() && (committed || tally.hasContent())) {
            deliver();
        }
    }

    private void deliver() {
        if (!committed) {
            commit();
        } else {
            client().write(out.take());
        }
        if (client().isFull()) {
            holdBack();
        }
    }

    private void commit() {
        if (committed) {
            return;
        }
        committed = true;
        attempt.leads();
        String contentType = attempt.context().call().framing().contentType();
        client().begin(attempt.answerHeaders(contentType), out.take());
    }

    private void close(Outcome outcome) {
        attempt.context().loop().deadlines().remove(this);
        attempt.settle(outcome, pipe.tally());
        client().end(out.take());
    }

    private void holdBack() {
        attempt.pause();
        clientDeadlineNanos = System.nanoTime() + limits(attempt).slowClient().toNanos();
        attempt.context().loop().deadlines().add(this);
        client().onRoom(() -> {
            attempt.context().loop().deadlines().remove(this);
            attempt.resume();
        });
    }

    private ClientSide client() {
        return attempt.context().client();
    }

    private static CallLimits limits(Attempt attempt) {
        return attempt.context().settings().limits();
    }

    private static StreamPipe pipe(Attempt attempt) {
        if (!attempt.isResumable()) {
            return StreamPipes.of(attempt.context(), attempt.dialect(), attempt.style());
        }
        return new ResumableStream(
                attempt.dialect(),
                attempt.context().call().dialect(),
                attempt.style(),
                limits(attempt).frames());
    }
}
