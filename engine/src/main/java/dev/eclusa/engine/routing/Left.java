package dev.eclusa.engine.routing;

import dev.eclusa.engine.resilience.Obstacle;
import java.util.Optional;

/**
 * A candidate that was left out.
 *
 * @param reason in words
 * @param obstacle what is in its way for now; empty when the call itself rules it out
 */
public record Left(Candidate candidate, String reason, Optional<Obstacle> obstacle) {}
