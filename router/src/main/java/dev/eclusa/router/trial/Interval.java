package dev.eclusa.router.trial;

/**
 * A figure and where it lies with 95 % confidence.
 *
 * @param value what was seen
 * @param low no less than this
 * @param high no more than this
 */
public record Interval(double value, double low, double high) {
    /** The 97.5th percentile of the normal distribution. */
    private static final double Z = 1.959964;

    /** A share of a whole, by Wilson's score interval (1927), which holds for few trials and shares near 0 and 1 too. */
    public static Interval ofShare(long successes, long trials) {
        if (trials == 0) {
            return new Interval(0, 0, 1);
        }
        double share = (double) successes / trials;
        double square = Z * Z / trials;
        double middle = (share + square / 2) / (1 + square);
        double half = Z / (1 + square) * Math.sqrt(share * (1 - share) / trials + square / trials / 4);
        return new Interval(share, Math.max(0, middle - half), Math.min(1, middle + half));
    }

    /** A mean with this standard error; normal, which holds from some thirty values on. */
    static Interval around(double mean, double error) {
        return new Interval(mean, mean - Z * error, mean + Z * error);
    }
}
