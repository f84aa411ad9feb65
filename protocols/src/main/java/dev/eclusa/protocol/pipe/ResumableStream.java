package dev.eclusa.protocol.pipe;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.frame.FrameLimits;
import java.nio.charset.StandardCharsets;

/**
 * A stream that another provider can go on with when the first breaks off: the client's side of it, its numbering and open
 * blocks, stays one and the same, while the provider's side is begun anew. Only plain text can be gone on with.
 */
public final class ResumableStream implements StreamPipe {
    private static final int LEAST_OVERLAP = 8;

    private final Seam seam;
    private final FrameLimits limits;
    private final boolean marks;
    private TranslatedStream part;

    /** A stream from a first provider to a client. */
    public ResumableStream(Dialect from, Dialect to, AnswerStyle style, FrameLimits limits) {
        this.seam = new Seam(to.newEncoder(style));
        this.limits = limits;
        this.marks = style.framing() == AnswerStyle.Framing.SSE;
        this.part = new TranslatedStream(from, seam, limits);
    }

    /** Whether all that was delivered is text, so that somebody else can go on from there. */
    public boolean canBeResumed() {
        return seam.plain && !seam.text.isEmpty() && !part.tally().isFinished();
    }

    /** The text delivered so far. */
    public String text() {
        return seam.text.toString();
    }

    /** Lets another provider go on; a comment in the client's stream marks the place where it can. */
    public void resumeFrom(Dialect next, ByteSink out) {
        seam.resumed = true;
        seam.joining = true;
        part = new TranslatedStream(next, seam, limits);
        if (marks) {
            out.write(": resumed\n\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, ByteSink out) {
        part.feed(bytes, offset, length, out);
    }

    @Override
    public void end(ByteSink out) {
        part.end(out);
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        part.fail(failure, out);
    }

    @Override
    public AnswerTally tally() {
        return part.tally();
    }

    /** The client's encoder, keeping the text and hiding that an answer begins twice. */
    private static final class Seam implements EventEncoder {
        private final EventEncoder encoder;
        private final StringBuilder text = new StringBuilder();
        private boolean plain = true;
        private boolean resumed;
        private boolean joining;

        Seam(EventEncoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public void encode(ChatEvent event, ByteSink out) {
            if (resumed && beginsAgain(event)) {
                return;
            }
            switch (event) {
                case ChatEvent.TextDelta delta -> text(delta, out);
                case ChatEvent.ToolCallStarted call -> other(event, out);
                case ChatEvent.ToolCallDelta call -> other(event, out);
                case ChatEvent.RefusalDelta refusal -> other(event, out);
                case ChatEvent.AudioDelta audio -> other(event, out);
                default -> encoder.encode(event, out);
            }
        }

        private static boolean beginsAgain(ChatEvent event) {
            return event instanceof ChatEvent.Started
                    || event instanceof ChatEvent.ThinkingDelta
                    || event instanceof ChatEvent.ThinkingSigned;
        }

        private void text(ChatEvent.TextDelta delta, ByteSink out) {
            String fresh = joining ? withoutOverlap(delta.text()) : delta.text();
            joining &= delta.text().isEmpty();
            plain &= delta.choice() == 0;
            text.append(fresh);
            if (!fresh.isEmpty() || !resumed) {
                encoder.encode(new ChatEvent.TextDelta(delta.choice(), fresh), out);
            }
        }

        /** What a provider repeats of the text it was to go on from. */
        private String withoutOverlap(String delta) {
            for (int length = Math.min(delta.length(), text.length()); length >= LEAST_OVERLAP; length--) {
                if (text.indexOf(delta.substring(0, length), text.length() - length) >= 0) {
                    return delta.substring(length);
                }
            }
            return delta;
        }

        private void other(ChatEvent event, ByteSink out) {
            plain = false;
            encoder.encode(event, out);
        }

        @Override
        public void fail(Failure failure, ByteSink out) {
            encoder.fail(failure, out);
        }
    }
}
