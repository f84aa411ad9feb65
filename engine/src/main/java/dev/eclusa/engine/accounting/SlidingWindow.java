package dev.eclusa.engine.accounting;

import dev.eclusa.core.account.SharedCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was used in the last sixty seconds, to the hundredth of a second: never is more than a limit let through in any sixty
 * seconds, since what is noted counts until sixty seconds after the end of its hundredth. Guarded by its owner.
 */
final class SlidingWindow {
    private static final long GRAIN_NANOS = 10_000_000;
    private static final long GRAINS = 6001;
    private static final long SECOND_GRAINS = 101;

    /** After which what is noted does not count in {@link #lastSecond} any more. */
    static final Duration SECOND = Duration.ofNanos(SECOND_GRAINS * GRAIN_NANOS);

    private long[] grains = new long[8];
    private long[] amounts = new long[8];
    private int first;
    private int count;
    private long sum;

    /** Notes an amount. */
    void add(long nanos, long amount) {
        long grain = Math.floorDiv(nanos, GRAIN_NANOS);
        forget(grain);
        sum += amount;
        if (count > 0 && grains[at(count - 1)] >= grain) {
            amounts[at(count - 1)] += amount;
            return;
        }
        if (count == grains.length) {
            grow();
        }
        grains[at(count)] = grain;
        amounts[at(count)] = amount;
        count++;
    }

    /** Changes what was noted then, if it still counts. */
    void correct(long nanos, long difference) {
        long grain = Math.floorDiv(nanos, GRAIN_NANOS);
        for (int i = 0; i < count; i++) {
            if (grains[at(i)] >= grain) {
                amounts[at(i)] += difference;
                sum += difference;
                return;
            }
        }
    }

    /** What counts now. */
    long sum(long nanos) {
        forget(Math.floorDiv(nanos, GRAIN_NANOS));
        return sum;
    }

    /** What was noted in the last second, to the hundredth. */
    long lastSecond(long nanos) {
        long oldest = Math.floorDiv(nanos, GRAIN_NANOS) - SECOND_GRAINS;
        long noted = 0;
        for (int i = count - 1; i >= 0 && grains[at(i)] > oldest; i--) {
            noted += amounts[at(i)];
        }
        return noted;
    }

    /** How long until no more than a sum counts, nanoseconds; 0 when that is now. */
    long untilAtMost(long most, long nanos) {
        forget(Math.floorDiv(nanos, GRAIN_NANOS));
        long left = sum;
        for (int i = 0; i < count && left > most; i++) {
            left -= amounts[at(i)];
            if (left <= most) {
                return Math.max(0, (grains[at(i)] + GRAINS) * GRAIN_NANOS - nanos);
            }
        }
        return 0;
    }

    /** Requests and tokens that count now, by moment; the two windows saw the same calls. */
    static List<SharedCounters.Recent> recent(SlidingWindow requests, SlidingWindow tokens, long nanos) {
        long now = Math.floorDiv(nanos, GRAIN_NANOS);
        requests.forget(now);
        tokens.forget(now);
        List<SharedCounters.Recent> recent = new ArrayList<>(requests.count);
        int other = 0;
        for (int i = 0; i < requests.count; i++) {
            long grain = requests.grains[requests.at(i)];
            while (other < tokens.count && tokens.grains[tokens.at(other)] < grain) {
                other++;
            }
            boolean same = other < tokens.count && tokens.grains[tokens.at(other)] == grain;
            recent.add(new SharedCounters.Recent(
                    (now - grain) * GRAIN_NANOS / 1_000_000,
                    requests.amounts[requests.at(i)],
                    same ? tokens.amounts[tokens.at(other)] : 0));
        }
        return recent;
    }

    private void forget(long grain) {
        while (count > 0 && grain - grains[first] >= GRAINS) {
            sum -= amounts[first];
            first = (first + 1) % grains.length;
            count--;
        }
    }

    private int at(int index) {
        return (first + index) % grains.length;
    }

    private void grow() {
        long[] moreGrains = new long[grains.length * 2];
        long[] moreAmounts = new long[grains.length * 2];
        int head = grains.length - first;
        System.arraycopy(grains, first, moreGrains, 0, head);
        System.arraycopy(grains, 0, moreGrains, head, first);
        System.arraycopy(amounts, first, moreAmounts, 0, head);
        System.arraycopy(amounts, 0, moreAmounts, head, first);
        grains = moreGrains;
        amounts = moreAmounts;
        first = 0;
    }
}
