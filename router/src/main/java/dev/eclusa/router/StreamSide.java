package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.openai.OpenAiTap;
import dev.eclusa.protocol.openai.TranscriptTap;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.DecodingTap;
import dev.eclusa.protocol.pipe.FrameTap;
import dev.eclusa.protocol.pipe.PassedStream;
import dev.eclusa.protocol.pipe.RestampedStream;
import dev.eclusa.protocol.pipe.ResumableStream;
import dev.eclusa.protocol.pipe.StreamPipe;
import dev.eclusa.protocol.pipe.TranslatedStream;
import dev.eclusa.protocol.responses.ResponsesDialect;
import dev.eclusa.protocol.responses.ResponsesTap;
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
        resumed.ifPresent(stream -> stream.resumeFrom(attempt.dialect(), out));
    }

    @Override
    public void bytes(byte[] bytes, int length) {
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
            Failure.OfProvider failure = tally.failure().get();
            if (!broke(failure)) {
                attempt.giveUp(failure);
            }
        } else if (tally.hasEnded()) {
            commit();
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
        StreamPipe pipe = plain(attempt);
        boolean restamp = attempt.restamps() && !attempt.isResumable();
        return restamp ? new RestampedStream(pipe, attempt.style().model()) : pipe;
    }

    private static StreamPipe plain(Attempt attempt) {
        Dialect from = attempt.dialect();
        AnswerStyle style = attempt.style();
        if (attempt.isResumable()) {
            return new ResumableStream(
                    from,
                    attempt.context().call().dialect(),
                    style,
                    limits(attempt).frames());
        }
        if (!attempt.passesThrough()) {
            return new TranslatedStream(
                    from,
                    attempt.context().call().dialect(),
                    style,
                    limits(attempt).frames());
        }
        return new PassedStream(
                from, style, tap(attempt, from, style), limits(attempt).frames());
    }

    private static FrameTap tap(Attempt attempt, Dialect from, AnswerStyle style) {
        if (attempt.context().request().isForm()) {
            return new TranscriptTap();
        }
        return switch (from.name()) {
            case "openai" -> new OpenAiTap(from.newDecoder(), style);
            case ResponsesDialect.NAME -> new ResponsesTap();
            default -> new DecodingTap(from.newDecoder());
        };
    }
}
