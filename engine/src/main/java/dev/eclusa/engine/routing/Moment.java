package dev.eclusa.engine.routing;

import java.util.random.RandomGenerator;

/**
 * When a decision is made, and with which luck.
 *
 * @param nanos a {@link System#nanoTime()} reading
 */
public record Moment(long nanos, RandomGenerator random) {}
