package dev.eclusa.router;

import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.responses.ResponsesDialect;
import java.util.IdentityHashMap;

/** Targets as they are asked for OpenAI's Responses, made once: those of one event loop. */
final class SpokenTargets {
    private static final int MOST = 1000;

    private final IdentityHashMap<Target, Target> known = new IdentityHashMap<>();

    /** The target as a caller of Responses asks it: in the caller's own dialect, where its provider speaks that. */
    Target inResponses(Target target) {
        if (!target.speaks(ResponsesDialect.NAME)) {
            return target;
        }
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(target, chat -> chat.spokenIn(ResponsesDialect.NAME));
    }
}
