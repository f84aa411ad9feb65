package dev.eclusa.engine.resilience;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How one deployment is doing, whoever names it: breaker, rest, calls in flight, latencies. One an identity, shared by all
 * event loops; no method waits for anything. Times are {@link System#nanoTime()} readings.
 */
public final class Standing {
    private static final Duration LONGEST_REST = Duration.ofHours(24);
    private static final Duration ACCOUNT_REST = Duration.ofSeconds(60);
    private static final double UNKNOWN = -1;
    private static final double FORGETTING = 0.98;
    private static final double FORGOTTEN_NANOS = 300e9;

    private final String name;
    private final int maxConcurrent;
    private final ProviderStanding provider;
    private final ResilienceSettings settings;
    private final Breaker breaker;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final PeakAverage firstToken = new PeakAverage();
    private final Average perToken = new Average(UNKNOWN);
    private final Average reliability = new Average(1);
    private final LatencySample sample = new LatencySample();
    private final LatencySample lengths = new LatencySample();
    private double promptBeyond;
    private long promptNanos;
    private final TokenMeter meter = new TokenMeter();
    private final Reward reward = new Reward();
    private volatile long restUntilNanos;
    private volatile boolean resting;
    private volatile Obstacle.Kind restKind = Obstacle.Kind.RATE_LIMIT;
    private volatile long lastSuccessNanos;
    private volatile boolean hasSucceeded;
    private volatile long calls;

    /**
     * A deployment of which nothing is known.
     *
     * @param maxConcurrent most calls at a time; 0 is any number
     */
    public Standing(String name, int maxConcurrent, ProviderStanding provider, ResilienceSettings settings) {
        this.name = name;
        this.maxConcurrent = maxConcurrent;
        this.provider = provider;
        this.settings = settings;
        this.breaker = new Breaker(settings.breaker());
    }

    /** How logs and explanations call the deployment: {@code provider/model}. */
    public String name() {
        return name;
    }

    /** Its provider's. */
    public ProviderStanding provider() {
        return provider;
    }

    /** What keeps it from taking a call now; empty when nothing does. */
    public Optional<Obstacle> obstacle(long nanos) {
        if (resting) {
            if (nanos - restUntilNanos < 0) {
                return Optional.of(new Obstacle(
                        restKind == Obstacle.Kind.RATE_LIMIT
                                ? "rests: its rate limit is used up"
                                : "rests: its provider refused our account",
                        restKind,
                        restUntilNanos));
            }
            resting = false;
        }
        if (provider.rests(nanos)) {
            return Optional.of(new Obstacle(
                    "rests: its provider refused our account", Obstacle.Kind.ACCOUNT, provider.restUntilNanos()));
        }
        if (!breaker.allows(nanos)) {
            return Optional.of(
                    new Obstacle("its circuit breaker is open", Obstacle.Kind.BREAKER, breaker.halfOpenNanos()));
        }
        if (isFull()) {
            return Optional.of(new Obstacle("it has as many calls as it may have", Obstacle.Kind.FULL, nanos));
        }
        return Optional.empty();
    }

    private boolean isFull() {
        return (maxConcurrent > 0 && inFlight.get() >= maxConcurrent) || provider.isFull();
    }

    /** Takes a call, if nothing is in the way; the permit is to be closed exactly once. */
    public Optional<Permit> enter(long nanos) {
        if (((resting || provider.rests(nanos)) && obstacle(nanos).isPresent()) || !takePlace()) {
            return Optional.empty();
        }
        long ticket = breaker.enter(nanos);
        if (ticket == Breaker.REFUSED) {
            leave();
            return Optional.empty();
        }
        synchronized (meter) {
            meter.addCall(nanos);
        }
        return Optional.of(new Permit(this, nanos, ticket));
    }

    private boolean takePlace() {
        if (maxConcurrent > 0 && inFlight.incrementAndGet() > maxConcurrent) {
            inFlight.decrementAndGet();
            return false;
        }
        if (maxConcurrent <= 0) {
            inFlight.incrementAndGet();
        }
        if (!provider.enter()) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    private void leave() {
        inFlight.decrementAndGet();
        provider.leave();
    }

    void succeeded(Permit permit, long nanos, long firstTokenNanos, long outputTokens, long allTokens) {
        leave();
        breaker.succeeded(nanos, permit.ticket());
        provider.credentialTaken();
        lastSuccessNanos = nanos;
        hasSucceeded = true;
        double first = firstTokenNanos / 1e6;
        double rest = (nanos - permit.startNanos() - firstTokenNanos) / 1e6;
        synchronized (meter) {
            calls++;
            firstToken.add(first, nanos);
            sample.add(first);
            lengths.add((double) outputTokens);
            reliability.add(1);
            reward.succeeded(first, nanos);
            meter.addTokens(nanos, allTokens);
            if (outputTokens > 1 && rest > 0) {
                perToken.add(rest / outputTokens);
            }
        }
    }

    void failed(Permit permit, long nanos, boolean counts) {
        leave();
        if (!counts) {
            breaker.ignored(permit.ticket());
            return;
        }
        breaker.failed(nanos, permit.ticket());
        synchronized (meter) {
            calls++;
            reliability.add(0);
            reward.failed(nanos);
        }
    }

    void ignored(Permit permit) {
        leave();
        breaker.ignored(permit.ticket());
    }

    /** Leaves it alone for as long as its provider says, at most a day. */
    public void restFor(Duration rest, long nanos) {
        Duration bounded = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
        rest(Obstacle.Kind.RATE_LIMIT, bounded, nanos);
    }

    /**
     * Leaves it alone because its provider refused our key or our account.
     *
     * @param credential whether it was the key, which other deployments use too
     */
    public void restForAccount(boolean credential, long nanos) {
        rest(Obstacle.Kind.ACCOUNT, ACCOUNT_REST, nanos);
        if (credential) {
            provider.credentialRefused(nanos + ACCOUNT_REST.toNanos());
        }
    }

    private void rest(Obstacle.Kind kind, Duration rest, long nanos) {
        restKind = kind;
        restUntilNanos = nanos + rest.toNanos();
        resting = true;
    }

    /** Ends every rest and closes the breaker. */
    public void reset(long nanos) {
        resting = false;
        provider.reset();
        breaker.reset(nanos);
    }

    /** Calls under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Calls that ended and say something of the deployment. */
    public long calls() {
        return calls;
    }

    /** Time to first token, milliseconds, as its peaks tell it; negative while never measured. */
    public double firstTokenMillis() {
        return firstToken.value();
    }

    /** Time for each token after the first, milliseconds; negative while never measured. */
    public double tokenMillis() {
        return perToken.value();
    }

    /** Share of successes, the newest calls weighing most; 1 where there were none. */
    public double reliability() {
        return reliability.value();
    }

    /** What calls to it were worth. */
    public Reward reward() {
        return reward;
    }

    /** The time to first token that 95 of 100 calls stay under, milliseconds; negative while too little is known. */
    public double firstTokenP95Millis() {
        synchronized (meter) {
            return sample.percentile95();
        }
    }

    /** Tokens that 95 of 100 recent answers had at most; negative while few are known. */
    public double outputTokensP95() {
        synchronized (meter) {
            return lengths.percentile95();
        }
    }

    /**
     * Notes a prompt that the provider counted. What it counts beyond what the prompt seems to have, an instruction of its own
     * or the like, it will count again: so it is learned at once, and forgotten with calls and with time.
     */
    public void prompted(long estimated, long counted, long nanos) {
        synchronized (meter) {
            promptBeyond = Math.max((double) (counted - estimated), beyond(nanos) * FORGETTING);
            promptNanos = nanos;
        }
    }

    /**
     * Tokens the provider counted in recent prompts beyond what they were estimated to have; 0 while few answers are known,
     * so that it is learned together with {@link #outputTokensP95}: the one makes an estimate larger, the other smaller.
     */
    public long promptBeyond(long nanos) {
        synchronized (meter) {
            return lengths.percentile95() < 0 ? 0 : (long) Math.ceil(beyond(nanos));
        }
    }

    private double beyond(long nanos) {
        return promptBeyond * Math.max(0, 1 - (double) (nanos - promptNanos) / FORGOTTEN_NANOS);
    }

    /** Tokens of the last minute, prompt and answer. */
    public long tokensThisMinute(long nanos) {
        synchronized (meter) {
            return meter.tokens(nanos);
        }
    }

    /** Calls of the last minute. */
    public long callsThisMinute(long nanos) {
        synchronized (meter) {
            return meter.calls(nanos);
        }
    }

    /** The breaker. */
    public Breaker breaker() {
        return breaker;
    }

    /** Whether it answered within a time. */
    public boolean hasAnsweredWithin(Duration time, long nanos) {
        return hasSucceeded && nanos - lastSuccessNanos < time.toNanos();
    }

    /** How far it is back at its full share, 0 to 1: grows with time since its breaker closed. */
    public double warmth(long nanos) {
        long closed = breaker.closedNanos();
        long span = settings.slowStart().toNanos();
        if (closed == 0 || span <= 0 || nanos - closed >= span) {
            return 1;
        }
        return Math.max(0, (double) (nanos - closed) / span);
    }
}
