package dev.eclusa.store.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which calls have begun and not settled, and in which segment: a segment stays while one of its calls is open. */
final class OpenCalls {
    private final Map<String, Segment> begunIn = new HashMap<>();
    private final Map<Segment, Integer> open = new HashMap<>();

    void begun(String callId, Segment segment) {
        if (Optional.ofNullable(begunIn.putIfAbsent(callId, segment)).isEmpty()) {
            open.merge(segment, 1, Integer::sum);
        }
    }

    void settled(String callId) {
        Optional.ofNullable(begunIn.remove(callId))
                .ifPresent(segment -> open.computeIfPresent(segment, (key, count) -> count == 1 ? null : count - 1));
    }

    boolean none(Segment segment) {
        return !open.containsKey(segment);
    }
}
