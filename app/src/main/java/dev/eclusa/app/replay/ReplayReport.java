package dev.eclusa.app.replay;

import java.util.Set;

/**
 * What recorded calls came to, and what they would have under another policy.
 *
 * @param calls recorded
 * @param unresolved of them left out: cancelled, or with a model or a plan that the policy does not have
 * @param priceUnknown of the others those whose cost under the policy is not known
 * @param unseen deployments the policy would call that were never called; they are taken to succeed
 * @param recorded what the calls that are not left out came to
 * @param expected what they would have
 */
public record ReplayReport(
        long calls, long unresolved, long priceUnknown, Set<String> unseen, Tally recorded, Tally expected) {}
