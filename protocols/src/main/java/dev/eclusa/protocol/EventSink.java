package dev.eclusa.protocol;

import dev.eclusa.core.chat.ChatEvent;

/** Takes events as they are decoded. */
@FunctionalInterface
public interface EventSink {
    /** Takes the next event. */
    void accept(ChatEvent event);
}
