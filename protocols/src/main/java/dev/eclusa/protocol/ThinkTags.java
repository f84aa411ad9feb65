package dev.eclusa.protocol;

import dev.eclusa.core.chat.ChatEvent;

/**
 * Tells thinking from text by the tags around it, wherever the pieces of a stream are cut. Thinking begins only where the
 * text does; a tag further on is text like any other.
 */
final class ThinkTags {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private State state = State.BEFORE;
    private String held = "";
    private boolean skipsLineEnd;

    private enum State {
        BEFORE,
        THINKING,
        TEXT
    }

    /** A sink that sorts what it is given and hands it on. */
    EventSink into(EventSink sink) {
        return event -> {
            if (event instanceof ChatEvent.TextDelta delta && delta.choice() == 0) {
                text(delta.text(), sink);
            } else {
                if (endsText(event)) {
                    flush(sink);
                }
                sink.accept(event);
            }
        };
    }

    private static boolean endsText(ChatEvent event) {
        return event instanceof ChatEvent.Finished
                || event instanceof ChatEvent.Ended
                || event instanceof ChatEvent.ToolCallStarted;
    }

    private void text(String piece, EventSink sink) {
        String all = held + piece;
        held = "";
        switch (state) {
            case BEFORE -> before(all, sink);
            case THINKING -> thinking(all, sink);
            case TEXT -> plain(all, sink);
        }
    }

    private void before(String all, EventSink sink) {
        String start = all.stripLeading();
        if (start.startsWith(OPEN)) {
            state = State.THINKING;
            thinking(start.substring(OPEN.length()), sink);
        } else if (OPEN.startsWith(start)) {
            held = all;
            if (all.isEmpty()) {
                sink.accept(new ChatEvent.TextDelta(0, ""));
            }
        } else {
            state = State.TEXT;
            plain(all, sink);
        }
    }

    private void thinking(String all, EventSink sink) {
        int close = all.indexOf(CLOSE);
        if (close >= 0) {
            think(all.substring(0, close), sink);
            state = State.TEXT;
            skipsLineEnd = true;
            plain(all.substring(close + CLOSE.length()), sink);
            return;
        }
        int sure = all.length() - partOfClose(all);
        held = all.substring(sure);
        think(all.substring(0, sure), sink);
    }

    /** How many characters at the end may be the beginning of the closing tag. */
    private static int partOfClose(String all) {
        for (int length = Math.min(CLOSE.length() - 1, all.length()); length > 0; length--) {
            if (CLOSE.startsWith(all.substring(all.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private void plain(String all, EventSink sink) {
        String text = skipsLineEnd ? all.stripLeading() : all;
        skipsLineEnd &= text.isEmpty();
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.TextDelta(0, text));
        }
    }

    private void flush(EventSink sink) {
        String rest = held;
        held = "";
        if (state == State.THINKING) {
            think(rest, sink);
        } else {
            plain(rest, sink);
        }
    }

    private static void think(String text, EventSink sink) {
        if (!text.isEmpty()) {
            sink.accept(new ChatEvent.ThinkingDelta(0, text));
        }
    }
}
