package dev.eclusa.engine.routing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last decisions, the oldest making way for the newest. Safe for several threads; adding one costs next to nothing. */
public final class Decisions {
    private final AtomicReferenceArray<Decision> kept;
    private final AtomicLong next = new AtomicLong();

    /** Room for so many. */
    public Decisions(int most) {
        kept = new AtomicReferenceArray<>(most);
    }

    /** Keeps one. */
    public void add(Decision decision) {
        kept.set((int) Math.floorMod(next.getAndIncrement(), (long) kept.length()), decision);
    }

    /** The newest with this request id or call id. */
    public Optional<Decision> find(String id) {
        long newest = next.get() - 1;
        for (long number = newest; number >= 0 && number > newest - kept.length(); number--) {
            Decision decision = kept.get((int) Math.floorMod(number, (long) kept.length()));
            if (decision != null
                    && (decision.requestId().equals(id) || decision.callId().equals(id))) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }
}
