package dev.eclusa.router.library;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.frame.FrameSplitter;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.ClientSide;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The program as the client of one call: reads what the request path writes. On the call's event loop only. */
final class Reply implements ClientSide {
    private final Dialect dialect;
    private final Dialect.EventDecoder decoder;
    private final FrameSplitter splitter = new FrameSplitter(false);
    private final Answer.Fold fold = new Answer.Fold();
    private final Pieces pieces;
    private final long startedNanos;
    private final CompletableFuture<LlmResponse> response = new CompletableFuture<>();
    private Optional<CallRow> row = Optional.empty();
    private @Nullable Runnable gone;

    /** Where the words of a streamed answer go. */
    interface Pieces {
        /** An answer that is not streamed has none. */
        Pieces NONE = new Pieces() {
            @Override
            public void take(String text) {}

            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void onRoom(Runnable action) {}
        };

        /** Takes the next words. */
        void take(String text);

        /** Whether no more should come for now. */
        boolean isFull();

        /** Runs once, on the event loop, when there is room again. */
        void onRoom(Runnable action);
    }

    Reply(Dialect dialect, Pieces pieces, long startedNanos) {
        this.dialect = dialect;
        this.decoder = dialect.newDecoder();
        this.pieces = pieces;
        this.startedNanos = startedNanos;
    }

    /** What became of the call, once that is known. */
    CompletableFuture<LlmResponse> response() {
        return response;
    }

    /** The call's account was written. */
    void settled(CallRow written) {
        row = Optional.of(written);
    }

    /** The program wants no more of it. */
    void leave() {
        if (gone != null && !response.isDone()) {
            gone.run();
            complete(Optional.of(left()));
        }
    }

    @Override
    public void answer(int status, Map<String, String> headers, byte[] body) {
        if (status >= 400) {
            JsonNode error = JsonCodec.answer(body, 0, body.length).path("error");
            complete(Optional.of(error(
                    status,
                    error.path("type").asString(""),
                    error.path("code").asString(""),
                    error.path("message").asString(""))));
        } else {
            dialect.answers().decode(body, this::take);
            complete(Optional.empty());
        }
    }

    @Override
    public void begin(Map<String, String> headers, byte[] first) {
        write(first);
    }

    @Override
    public void write(byte[] bytes) {
        splitter.feed(bytes, 0, bytes.length, (frame, rawStart, rawEnd) -> decoder.decode(frame, this::take));
    }

    @Override
    public void end(byte[] last) {
        write(last);
        Optional<Failure.OfProvider> failure = fold.answer().failure();
        Optional<LlmError> broken =
                failure.map(known -> error(known.status(), known.type(), known.code(), known.message()));
        complete(broken.isPresent() || fold.ended() ? broken : Optional.of(left()));
    }

    private LlmError left() {
        return error(499, "cancelled", "", "The program left, or read too slowly, before the answer was complete.");
    }

    @Override
    public boolean isFull() {
        return pieces.isFull();
    }

    @Override
    public void onRoom(Runnable action) {
        pieces.onRoom(action);
    }

    @Override
    public void onGone(Runnable action) {
        gone = action;
    }

    private void take(ChatEvent event) {
        fold.accept(event);
        if (event instanceof ChatEvent.TextDelta delta && delta.choice() == 0) {
            pieces.take(delta.text());
        }
    }

    private LlmError error(int status, String type, String code, String message) {
        return new LlmError(
                status, type, code, message, row.map(CallRow::attempts).orElse(List.of()));
    }

    private void complete(Optional<LlmError> error) {
        Answer answer = fold.answer();
        response.complete(new LlmResponse(
                error.isEmpty(),
                text(answer),
                row.map(CallRow::provider).orElse(""),
                row.map(CallRow::model).orElse(""),
                (System.nanoTime() - startedNanos) / 1_000_000,
                row.map(known -> known.usage().total()).orElse(0L),
                row.flatMap(CallRow::cost),
                answer,
                error));
    }

    private static String text(Answer answer) {
        return answer.choices().stream()
                .limit(1)
                .flatMap(choice -> choice.content().stream())
                .filter(Content.Text.class::isInstance)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining());
    }

    /** Provider calls the call took. */
    int attempts() {
        return row.map(known -> known.attempts().size()).orElse(0);
    }
}
