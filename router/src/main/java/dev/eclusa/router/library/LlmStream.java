package dev.eclusa.router.library;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A streamed answer, its words in pieces as they come. Iterate it on any thread but an event loop; {@link #response()} then
 * tells what became of the call. A program that reads slowly holds the provider back; one that closes early cuts it off.
 */
public final class LlmStream implements Iterable<String>, AutoCloseable {
    private static final int MOST_WAITING = 256;

    private final Deque<String> waiting = new ArrayDeque<>();
    private final Consumer<Runnable> eventLoop;
    private @Nullable Reply reply;
    private @Nullable Runnable room;
    private boolean over;

    LlmStream(Consumer<Runnable> eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** The side the request path writes to. */
    Reply.Pieces pieces() {
        return new Incoming();
    }

    void follow(Reply followed) {
        reply = followed;
        followed.response().whenComplete((response, failure) -> finish());
    }

    /** The pieces not read yet; waits for the next one where it must. */
    @Override
    public Iterator<String> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return awaitNext();
            }

            @Override
            public String next() {
                if (!awaitNext()) {
                    throw new NoSuchElementException("The answer is over.");
                }
                return take();
            }
        };
    }

    private synchronized boolean awaitNext() {
        try {
            while (waiting.isEmpty() && !over) {
                wait();
            }
            return !waiting.isEmpty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            close();
            return false;
        }
    }

    /** What became of the call; complete when the answer is over. */
    public CompletionStage<LlmResponse> response() {
        return known().response();
    }

    /** Wants no more: the provider is cut off, and what came is charged. Does nothing once the answer is over. */
    @Override
    public void close() {
        eventLoop.accept(known()::leave);
    }

    private Reply known() {
        return Objects.requireNonNull(reply, "followed before it is handed out");
    }

    private synchronized String take() {
        String piece = waiting.removeFirst();
        tellOfRoom();
        return piece;
    }

    private synchronized void tellOfRoom() {
        Runnable action = room;
        if (action != null && waiting.size() < MOST_WAITING / 2) {
            room = null;
            eventLoop.accept(action);
        }
    }

    private synchronized void finish() {
        over = true;
        notifyAll();
    }

    private final class Incoming implements Reply.Pieces {
        @Override
        public void take(String text) {
            synchronized (LlmStream.this) {
                waiting.addLast(text);
                LlmStream.this.notifyAll();
            }
        }

        @Override
        public boolean isFull() {
            synchronized (LlmStream.this) {
                return waiting.size() >= MOST_WAITING;
            }
        }

        @Override
        public void onRoom(Runnable action) {
            synchronized (LlmStream.this) {
                room = action;
                tellOfRoom();
            }
        }
    }
}
