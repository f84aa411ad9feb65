package dev.eclusa.server;

import java.time.Duration;

/**
 * How large a request body may be and how slowly it may come.
 *
 * @param largest bytes
 * @param gap longest pause within it
 * @param floor least speed, bytes a second
 * @param floorAfter when the least speed begins to hold
 */
public record BodyLimits(int largest, Duration gap, int floor, Duration floorAfter) {}
