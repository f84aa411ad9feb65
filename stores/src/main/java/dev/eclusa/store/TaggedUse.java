package dev.eclusa.store;

/**
 * What was used on a day by calls that carry a tag; a call with several tags is in the figures of each.
 *
 * @param tag the word
 * @param use the figures, by what calls are summed by
 */
public record TaggedUse(String tag, DailyUse use) {}
