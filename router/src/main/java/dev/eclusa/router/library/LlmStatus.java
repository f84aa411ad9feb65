package dev.eclusa.router.library;

/**
 * How a provider is doing.
 *
 * @param available whether calls may be sent to at least one of its deployments
 * @param reason what keeps it from being called; empty when it can be
 * @param latencyEstimateMs milliseconds to the first token that are to be expected; negative while nothing is known
 * @param callsInFlight calls under way
 */
public record LlmStatus(boolean available, String reason, double latencyEstimateMs, int callsInFlight) {}
