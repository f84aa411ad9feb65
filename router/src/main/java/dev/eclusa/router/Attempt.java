package dev.eclusa.router;

import dev.eclusa.core.cache.KnownAnswer;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.embed.EmbedExchange;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.ResumableStream;
import dev.eclusa.router.wire.AnswerHead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One target tried: the request encoded and sent, the answer handed on, or the failure reported. */
final class Attempt implements ProviderCall.Listener {
    private static final System.Logger LOG = System.getLogger("eclusa.router");

    private final CallContext context;
    private final Candidate candidate;
    private final Target target;
    private final Listener listener;
    private final Dialect dialect;
    private final Optional<ResumableStream> resumed;
    private Optional<EmbedExchange> exchange = Optional.empty();
    private long firstSentNanos;
    private List<String> dropped = List.of();
    private @Nullable ProviderCall wire;
    private @Nullable AnswerSide answer;
    private @Nullable AnswerHead response;
    private int status;
    private boolean over;

    /** Hears the end of the attempt, exactly one of them. */
    interface Listener {
        /** Nothing of it was delivered; another target may do better. */
        void failed(Failure.OfProvider failure);

        /** The first of it is about to be delivered: it is the answer, whoever else was asked. */
        void leads();

        /** The call is refused before it was sent. */
        void refused(Failure failure);

        /** All or some of the answer was delivered; called before its last byte leaves. */
        void settle(Target target, Outcome outcome, int status, AnswerTally tally, long sentNanos);

        /**
         * A stream broke off in the middle of its text.
         *
         * @return whether somebody else goes on with it, so that the client need not be told
         */
        boolean handOver(Target target, ResumableStream stream, Failure.OfProvider failure, long sentNanos);
    }

    /**
     * A target to be tried.
     *
     * @param resumed the stream to go on with, which the client already has the beginning of; empty for a new answer
     */
    Attempt(CallContext context, Candidate candidate, Optional<ResumableStream> resumed, Listener listener) {
        this.resumed = resumed;
        this.context = context;
        this.candidate = candidate;
        this.target = context.request().spoken(candidate.target(), context.loop());
        this.listener = listener;
        this.dialect = context.settings().dialects().named(target.dialect(), target.quirks());
    }

    /** Encodes and sends the request. */
    void call() {
        exchange = context.request().exchange(target);
        EncodedRequest encoded = body();
        dropped = encoded.dropped();
        if (!dropped.isEmpty() && context.request().extras().strict()) {
            listener.refused(DecodedRequest.notCarried(dropped.getFirst(), target));
            return;
        }
        ProviderCall sending = send(encoded);
        if (isStreamed() && Patience.mayHaveToLoad(candidate, System.nanoTime())) {
            waitForLoading(sending);
        }
    }

    private EncodedRequest body() {
        if (exchange.isPresent()) {
            return exchange.get().next();
        }
        return resumed.isPresent()
                ? context.request()
                        .body()
                        .goingOn(target, dialect, resumed.get().text())
                : context.request().body().forTarget(target, dialect);
    }

    private ProviderCall send(EncodedRequest encoded) {
        ProviderCall sending = new ProviderCall(
                context.loop(),
                context.request().addressed(target),
                isStreamed(),
                context.latestNanos(),
                Patience.of(target.timeouts().firstToken(), candidate.standing()),
                this);
        wire = sending;
        firstSentNanos = firstSentNanos == 0 ? sending.sentNanos() : firstSentNanos;
        sending.send(encoded.body(), UpstreamHeaders.towards(target, context));
        return sending;
    }

    /** Sends the next of several requests that are answered as one. */
    void askOn(EmbedExchange asking) {
        answer = null;
        send(asking.next());
    }

    /** What is asked of a target whose form of asking for vectors is another than the client's; empty for any other call. */
    Optional<EmbedExchange> exchange() {
        return exchange;
    }

    private void waitForLoading(ProviderCall sending) {
        context.settings().loaded().ask(target, isLoaded -> {
            if (!isLoaded) {
                context.loop().run(() -> sending.waitLonger(Patience.TO_LOAD));
            }
        });
    }

    private boolean isStreamed() {
        return context.request().head().stream();
    }

    /** The client left: what was delivered is charged, and the provider is cut off in the same breath. */
    void cancel() {
        over = true;
        AnswerTally tally = answer == null ? new AnswerTally() : answer.tally();
        listener.settle(target, Outcome.CANCELLED, 499, tally, sentNanos());
        if (wire != null) {
            wire.cancel();
        }
    }

    /** Somebody else answered first: the provider is cut off, and its prompt charged if it was sent. */
    void drop() {
        over = true;
        boolean sent = wire != null && wire.isSent();
        context.account().dropped(target, sent, sentNanos());
        if (wire != null) {
            wire.cancel();
        }
    }

    /** The first of the answer is about to be delivered. */
    void leads() {
        context.account().firstContent(System.nanoTime());
        listener.leads();
    }

    @Override
    public void head(AnswerHead head) {
        status = head.status();
        response = head;
        if (status >= 300) {
            answer = new ErrorSide(this, head);
        } else if (isStreamed() && !comesWhole(head)) {
            answer = new StreamSide(this, resumed);
        } else {
            answer = new WholeSide(this);
        }
    }

    /** Not every model streams what it hears: older ones answer whole, whatever was asked. */
    private boolean comesWhole(AnswerHead head) {
        return context.request().isForm() && !head.header("content-type").startsWith("text/event-stream");
    }

    @Override
    public void bytes(byte[] bytes, int length) {
        if (!over && answer != null) {
            AnswerSide side = answer;
            guarded(() -> side.bytes(bytes, length));
        }
    }

    @Override
    public void ended() {
        if (!over && answer != null) {
            guarded(answer::ended);
        }
    }

    /** A fault of ours in reading an answer ends the attempt, not the event loop. */
    private void guarded(Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException unexpected) {
            LOG.log(System.Logger.Level.ERROR, "An answer of " + target.name() + " could not be read", unexpected);
            failed(Failure.OfProvider.of(
                    Failure.OfProvider.Kind.MALFORMED, "The provider sent something that cannot be read."));
        }
    }

    /** Does what takes long beside the event loop, and goes on there with what it comes to, unless the attempt is over. */
    void beside(Supplier<Runnable> work) {
        Thread.ofVirtual().start(() -> {
            Runnable then = done(work);
            context.loop().run(() -> {
                if (!over) {
                    guarded(then);
                }
            });
        });
    }

    private static Runnable done(Supplier<Runnable> work) {
        try {
            return work.get();
        } catch (RuntimeException fault) {
            return () -> {
                throw fault;
            };
        }
    }

    @Override
    public void failed(Failure.OfProvider failure) {
        if (over) {
            return;
        }
        if (answer != null && answer.broke(failure)) {
            return;
        }
        giveUp(failure);
    }

    /** Whether a stream that breaks may be gone on with by somebody else. */
    boolean isResumable() {
        return context.resumes() && isStreamed() && !context.request().isOtherTask();
    }

    /** Whether somebody else goes on with a stream that broke. */
    boolean handsOver(ResumableStream stream, Failure.OfProvider failure) {
        if (over || !stream.canBeResumed()) {
            return false;
        }
        over = true;
        boolean taken = listener.handOver(target, stream, failure, sentNanos());
        over = taken;
        if (taken && wire != null) {
            wire.cancel();
        }
        return taken;
    }

    /** Nothing was delivered: closes the connection and reports. */
    void giveUp(Failure.OfProvider failure) {
        if (over) {
            return;
        }
        over = true;
        if (wire != null) {
            wire.cancel();
        }
        Usage spent = exchange.map(begun -> begun.spent(context.account().estimatedTokens()))
                .orElse(Usage.NONE);
        if (spent.total() > 0) {
            context.account().wasted(target, status, spent, sentNanos());
        } else {
            context.account().failed(target, status, sentNanos());
        }
        listener.failed(failure);
    }

    /** The answer, or the part of it there will be, is with the client but for its last bytes. */
    void settle(Outcome outcome, AnswerTally tally) {
        over = true;
        listener.settle(target, outcome, 200, tally, sentNanos());
        if (wire == null) {
            return;
        }
        if (outcome == Outcome.SUCCESS) {
            wire.complete();
        } else {
            wire.cancel();
        }
    }

    /** Whoever asks the same may have what the provider answered, unless another model than the one asked for did. */
    void keep(byte[] body) {
        if (candidate.model().equals(context.recall().model())) {
            context.recall()
                    .keep(
                            body,
                            new KnownAnswer.Origin(
                                    target.provider(),
                                    target.model(),
                                    candidate.traits().tier(),
                                    target.dialect(),
                                    target.quirks()),
                            dropped);
        }
    }

    /** How long the provider's own figures say that it should be left alone; zero when they do not. */
    Duration restAsked() {
        AnswerHead head = response;
        return head == null
                ? Duration.ZERO
                : RateLimits.rest(head, context.call().arrivedMillis());
    }

    CallContext context() {
        return context;
    }

    Target target() {
        return target;
    }

    Dialect dialect() {
        return dialect;
    }

    boolean passesThrough() {
        return context.request().passesThrough(target);
    }

    boolean isOver() {
        return over;
    }

    void pause() {
        if (wire != null) {
            wire.pause();
        }
    }

    void resume() {
        if (wire != null) {
            wire.resume();
        }
    }

    AnswerStyle style() {
        return AnswerStyles.of(context, this::cost);
    }

    /** What an answer costs, in dollars; empty when the price is not known. */
    String cost(Usage usage) {
        return target.price().map(price -> price.of(usage).toString()).orElse("");
    }

    /** JSON, or what the provider says it is of an answer that is passed on as it is. */
    String contentType() {
        boolean asItIs = context.request().isOtherTask() && exchange.isEmpty();
        String said = asItIs && response != null ? response.header("content-type") : "";
        return said.isEmpty() ? "application/json" : said;
    }

    Map<String, String> answerHeaders(String contentType) {
        AnswerHeaders.Answerer answerer = new AnswerHeaders.Answerer(
                target.provider(),
                target.model(),
                candidate.traits().tier(),
                context.account().attempts() + requests(),
                dropped,
                context.overheadMillis(sentNanos()));
        Map<String, String> headers = AnswerHeaders.of(context, candidate, answerer, contentType);
        if (response != null) {
            UpstreamHeaders.copy(response, headers);
        }
        return headers;
    }

    /** How many requests this attempt took. */
    private int requests() {
        return exchange.map(EmbedExchange::parts).orElse(1);
    }

    private long sentNanos() {
        return wire == null ? System.nanoTime() : firstSentNanos;
    }
}
