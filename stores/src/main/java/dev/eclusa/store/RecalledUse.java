package dev.eclusa.store;

/**
 * Calls whose answers were known already.
 *
 * @param calls how many
 * @param tokens of their answers
 */
public record RecalledUse(long calls, long tokens) {}
