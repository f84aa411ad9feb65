package dev.eclusa.engine.routing;

/**
 * What was decided for one call, kept so that it can be read.
 *
 * @param callId the gateway's own id of the call
 * @param requestId the client's, or the same
 * @param atMillis when, milliseconds since 1970
 * @param asked the model as the caller named it
 * @param why why that name led to this group: an intent, a rule; empty when it simply does
 * @param owner whose key it was, by its name
 * @param needs what the call needs
 */
public record Decision(
        String callId,
        String requestId,
        long atMillis,
        String asked,
        String why,
        String owner,
        Needs needs,
        Plan plan) {}
