package dev.eclusa.router.library;

import java.util.Map;

/**
 * What a router has seen since it was built.
 *
 * @param requestsTotal calls that ended, whatever became of them
 * @param requestsSuccess those with a whole answer
 * @param fallbackUsed those answered by another target than the first
 * @param latencyByProvider mean milliseconds of whole answers, by provider
 */
public record LlmMetrics(
        long requestsTotal, long requestsSuccess, long fallbackUsed, Map<String, Double> latencyByProvider) {}
