package dev.eclusa.store;

/**
 * How much was taken over from another gateway, and what of it is here as rows.
 *
 * @param rows calls whose rows are here
 * @param rowNanos nano-dollars of these rows
 * @param sum what was ever taken over
 */
public record ImportedTotals(long rows, long rowNanos, Sum sum) {
    /**
     * What was taken over.
     *
     * @param calls calls with their rows, some of which may have been removed since
     * @param nanos nano-dollars of these
     * @param rest calls known from sums only
     * @param restNanos nano-dollars of these
     */
    public record Sum(long calls, long nanos, long rest, long restNanos) {
        /** Nothing. */
        public static final Sum NONE = new Sum(0, 0, 0, 0);

        /** Both. */
        public Sum plus(Sum other) {
            return new Sum(calls + other.calls, nanos + other.nanos, rest + other.rest, restNanos + other.restNanos);
        }
    }
}
