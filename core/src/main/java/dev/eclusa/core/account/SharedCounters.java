package dev.eclusa.core.account;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What several gateways count together: requests and tokens of the last minute, calls in flight, money spent and reserved.
 * Everything counted belongs to an epoch; when what was counted is lost, a new one begins, and every gateway says again what
 * it knows. No method waits; a stage that fails says that the counters cannot be reached.
 */
public interface SharedCounters extends AutoCloseable {
    /**
     * An account and its limits; negative is unlimited.
     *
     * @param requests in any sixty seconds
     * @param tokens in any sixty seconds
     * @param concurrent calls at a time
     * @param budget nano-dollars in a period
     * @param periodBegan epoch milliseconds
     * @param shadow whether what is beyond is only counted
     * @param burst requests in any second
     */
    record Line(
            String account,
            long requests,
            long tokens,
            long concurrent,
            long budget,
            long periodBegan,
            boolean shadow,
            long burst) {}

    /**
     * A call that wants in.
     *
     * @param epoch that the gateway believes in
     * @param gateways that are known to live
     * @param lines from the organization down to the key
     * @param tokens it may use
     * @param prompt nano-dollars that it costs at least
     * @param whole nano-dollars to reserve, or as much of it as is left
     */
    record Ask(String epoch, int gateways, String call, List<Line> lines, long tokens, long prompt, long whole) {}

    /** What became of the wish. */
    sealed interface Verdict {
        /**
         * All let it in.
         *
         * @param moment in which it is counted
         * @param counts of each line, after it
         */
        record Admitted(long moment, List<Count> counts) implements Verdict {}

        /**
         * One did not, and nothing was counted.
         *
         * @param line whose limit it is
         * @param retryMillis until there is room again; negative when nobody can tell
         */
        record Refused(int line, Limit limit, long retryMillis) implements Verdict {}

        /** Nobody said yet what these accounts spent before: see {@link #spent}. */
        record Unknown(List<Integer> lines) implements Verdict {}

        /** Another epoch has begun. */
        record Outdated(String epoch) implements Verdict {}

        /** Other gateways have not said yet what they know; ask again in a moment. */
        record Gathering() implements Verdict {}
    }

    /** What is counted for an account: nano-dollars spent and reserved, requests and tokens of the last minute. */
    record Count(long spent, long reserved, long requests, long tokens) {}

    /** Which limit. */
    enum Limit {
        /** Requests a minute. */
        REQUESTS,
        /** Requests a second. */
        BURST,
        /** Tokens a minute. */
        TOKENS,
        /** Calls at a time. */
        CONCURRENT,
        /** Money. */
        BUDGET
    }

    /**
     * A call that ended.
     *
     * @param moment in which it was counted
     * @param tokens used beyond, or short of, those it was counted with
     * @param cost nano-dollars
     */
    record Ended(String epoch, String call, List<String> accounts, long moment, long tokens, long cost) {}

    /** Requests and tokens of a moment of the last minute. */
    record Recent(long ageMillis, long requests, long tokens) {}

    /** A call in flight, and what is reserved for it with each of its accounts. */
    record InFlight(String call, List<Held> held) {
        /** Nano-dollars reserved with an account. */
        public record Held(String account, long amount) {}
    }

    /** What an account did in the last minute. */
    record Past(String account, List<Recent> moments) {}

    /** Which epoch it is, and how many gateways live. */
    record Pulse(String epoch, int gateways) {}

    /** Asks for a call to be let in. */
    CompletionStage<Verdict> admit(Ask ask);

    /** Says that a call ended; said again it changes nothing. */
    CompletionStage<?> settle(Ended ended);

    /** Says what an account spent in its period, before anything was counted; changes nothing where that is known. */
    CompletionStage<?> spent(String epoch, String account, long periodBegan, long nanos);

    /** Says what this gateway knows, once an epoch. */
    CompletionStage<?> join(String epoch, List<Past> past, List<InFlight> calls);

    /** Says that this gateway lives; begins an epoch where there is none. */
    CompletionStage<Pulse> pulse();

    /** Begins another epoch, unless somebody did. */
    CompletionStage<Pulse> renew(String epoch);

    /**
     * Sets what an account spent, provided that no call of it is in flight and none ended in the last seconds.
     *
     * @param quietMillis how long that must have been so
     */
    CompletionStage<?> correct(String epoch, String account, long periodBegan, long nanos, long quietMillis);

    /**
     * Sets what an account spent to no more than that, whatever is in flight; answers what it had spent, or a negative number
     * where nobody knows.
     */
    CompletionStage<Long> reset(String epoch, String account, long periodBegan, long nanos);

    @Override
    void close();
}
