package dev.eclusa.store;

/**
 * What another gateway says was used on a day.
 *
 * @param labels what it was summed by
 * @param tag the tag of the calls; empty for all calls
 * @param requests how many calls
 * @param failed how many of them failed
 * @param inputTokens tokens of prompts
 * @param outputTokens tokens of answers
 * @param cachedTokens prompt tokens read from a provider's cache
 * @param costNanos nano-dollars
 */
public record ImportedUse(
        By labels,
        String tag,
        long requests,
        long failed,
        long inputTokens,
        long outputTokens,
        long cachedTokens,
        long costNanos) {
    /** What calls are summed by; an empty string where there is none. */
    public record By(String key, String user, String team, String organization, String provider, String model) {}
}
