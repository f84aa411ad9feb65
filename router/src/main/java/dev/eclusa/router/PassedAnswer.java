package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.router.passing.PassedHeaders;
import dev.eclusa.router.wire.AnswerHead;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a request through a passage: sent on as it comes, no faster than the client takes it. */
final class PassedAnswer extends Deadlines.Waiting implements ProviderCall.Listener {
    private final GatewaySettings settings;
    private final EventLoop loop;
    private final Passage passage;
    private final PlainClient client;
    private final End end;
    private @Nullable ProviderCall wire;
    private @Nullable AnswerHead answered;
    private long clientDeadlineNanos;

    /** Hears how it ends; exactly one of the last two. */
    interface End {
        /** The gateway's own headers of the answer. */
        Map<String, String> own();

        /** All or some of it was delivered; called before the last byte leaves. */
        void settled(Outcome outcome, int status, long sentNanos);

        /** Nothing was delivered. */
        void failed(Failure.OfProvider failure, long sentNanos);

        /** Whether nobody wants it any more. */
        boolean isOver();
    }

    PassedAnswer(GatewaySettings settings, EventLoop loop, Passage passage, PlainClient client, End end) {
        this.settings = settings;
        this.loop = loop;
        this.passage = passage;
        this.client = client;
        this.end = end;
    }

    /**
     * Sends the request that it answers.
     *
     * @param path with its query
     */
    void send(String method, String path, byte[] body, Map<String, String> headers, long arrivedNanos) {
        Target target = passage.place().target();
        long longest = Math.max(
                settings.timeouts().total().toNanos(), passage.silence().toNanos());
        ProviderCall sending = new ProviderCall(loop, target, true, arrivedNanos + longest, passage.silence(), this);
        wire = sending;
        sending.send(method, path, body, headers);
    }

    /** The client left: the other side is cut off, and the request settled. */
    void cancel() {
        loop.deadlines().remove(this);
        end.settled(Outcome.CANCELLED, 499, sentNanos());
        if (wire != null) {
            wire.cancel();
        }
    }

    /** Whether the request left for the other side. */
    boolean isSent() {
        return wire != null && wire.isSent();
    }

    @Override
    public void head(AnswerHead head) {
        if (end.isOver()) {
            return;
        }
        Map<String, String> headers = new HashMap<>(PassedHeaders.back(head));
        headers.putAll(end.own());
        try {
            client.head(head.status(), headers);
            answered = head;
        } catch (IllegalArgumentException unfit) {
            if (wire != null) {
                wire.cancel();
            }
            failed(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The answer has a header that cannot be sent on."));
        }
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        if (end.isOver()) {
            return;
        }
        client.write(Arrays.copyOf(bytes, length));
        if (client.isFull()) {
            holdBack();
        }
    }

    private void holdBack() {
        ProviderCall sent = wire;
        if (sent == null) {
            return;
        }
        sent.pause();
        clientDeadlineNanos = System.nanoTime() + settings.limits().slowClient().toNanos();
        loop.deadlines().add(this);
        client.onRoom(() -> {
            loop.deadlines().remove(this);
            sent.resume();
        });
    }

    @Override
    public void ended() {
        AnswerHead head = answered;
        if (end.isOver() || head == null) {
            return;
        }
        loop.deadlines().remove(this);
        end.settled(head.status() < 400 ? Outcome.SUCCESS : Outcome.ERROR, head.status(), sentNanos());
        client.end(new byte[0]);
    }

    @Override
    public void failed(Failure.OfProvider failure) {
        AnswerHead head = answered;
        if (end.isOver()) {
            return;
        }
        if (head == null) {
            end.failed(failure, sentNanos());
            return;
        }
        loop.deadlines().remove(this);
        end.settled(Outcome.INCOMPLETE, head.status(), sentNanos());
        client.breakOff();
    }

    @Override
    protected long deadlineNanos() {
        return clientDeadlineNanos;
    }

    @Override
    protected void expired() {
        if (end.isOver()) {
            return;
        }
        cancel();
        client.breakOff();
    }

    private long sentNanos() {
        return wire == null ? System.nanoTime() : wire.sentNanos();
    }
}
