package dev.eclusa.router.trial;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.router.Caller;
import dev.eclusa.router.Copies;
import dev.eclusa.router.EventLoop;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.InboundCall;
import dev.eclusa.router.RequestPath;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Copies a share of the calls of some models to others, in the background and on the operator's own account: the client,
 * its budget and its answer see nothing of it. What the caller asked of the deployment (a region, local ones only) holds for
 * the copy too.
 */
public final class Mirrors implements Copies {
    /** How accounts call who pays for the copies, and the route they came by. */
    public static final String NAME = "mirror";

    private static final Caller OPERATOR = new Caller(NAME, false, Set.of());
    private static final long DAY_MILLIS = 86_400_000;
    private static final System.Logger LOG = System.getLogger("eclusa.router");

    private final Map<String, Running> byModel;

    /**
     * Mirrors by public name of the model that is copied.
     *
     * @param clock tells when a day ends
     */
    public Mirrors(Map<String, Mirror> byModel, Clock clock) {
        this.byModel = byModel.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> new Running(entry.getValue(), clock)));
    }

    @Override
    public void sent(GatewaySettings settings, EventLoop loop, InboundCall call, String requestId, Plan plan) {
        Running mirror = byModel.get(plan.model());
        if (mirror == null || !mirror.takes()) {
            return;
        }
        mirror.underWay.incrementAndGet();
        loop.after(java.time.Duration.ZERO, () -> copy(mirror, settings, loop, call, requestId));
    }

    private static void copy(
            Running mirror, GatewaySettings settings, EventLoop loop, InboundCall call, String requestId) {
        try {
            InboundCall copied = call.asking(mirror.mirror.to(), NAME, requestId + "-" + NAME);
            RequestPath.run(settings.onBehalfOf(OPERATOR, mirror::settled), loop, copied, new Unheard(mirror::over));
        } catch (RuntimeException unreadable) {
            mirror.over();
            LOG.log(System.Logger.Level.WARNING, "A call could not be mirrored: " + requestId, unreadable);
        }
    }

    /** A mirror, what its copies have cost today, and how many of them are under way. */
    private static final class Running {
        private final Mirror mirror;
        private final Clock clock;
        private final AtomicLong day = new AtomicLong();
        private final AtomicLong spentToday = new AtomicLong();
        private final AtomicLong dearest = new AtomicLong();
        private final AtomicLong underWay = new AtomicLong();

        Running(Mirror mirror, Clock clock) {
            this.mirror = mirror;
            this.clock = clock;
        }

        boolean takes() {
            return ThreadLocalRandom.current().nextDouble() < mirror.share()
                    && mirror.spendCap().map(this::fits).orElse(true);
        }

        /** Copies under way count for the dearest there was; until one is known, one at a time goes. */
        private boolean fits(Cost cap) {
            long today = clock.millis() / DAY_MILLIS;
            if (day.getAndSet(today) != today) {
                spentToday.set(0);
            }
            long waiting = underWay.get();
            return dearest.get() == 0
                    ? waiting == 0 && spentToday.get() < cap.nanos()
                    : spentToday.get() + (waiting + 1) * dearest.get() <= cap.nanos();
        }

        void settled(CallRow row) {
            long nanos = row.cost().map(Cost::nanos).orElse(0L);
            spentToday.addAndGet(nanos);
            dearest.accumulateAndGet(nanos, Math::max);
        }

        void over() {
            underWay.decrementAndGet();
        }
    }
}
