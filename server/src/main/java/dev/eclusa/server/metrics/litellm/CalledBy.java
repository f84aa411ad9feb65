package dev.eclusa.server.metrics.litellm;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.server.metrics.ModelNames;

/**
 * What calls are told apart by; an empty text where there is nothing.
 *
 * @param key its name in the ledger
 * @param requested the model as the caller wrote it
 * @param route the path's pattern
 */
record CalledBy(
        String key,
        String team,
        String user,
        String organization,
        String requested,
        String provider,
        String model,
        String route) {
    static CalledBy of(CallRow row) {
        CallerLabels caller = row.begin().caller();
        return new CalledBy(
                caller.key(),
                caller.team(),
                caller.user(),
                caller.organization(),
                row.begin().requestedModel(),
                row.provider(),
                row.model(),
                row.begin().endpoint());
    }

    /** The same with names of models that are no client's invention. */
    CalledBy known(ModelNames names) {
        String asked = requested.isEmpty() ? "" : names.asked(requested);
        String called = model.isEmpty() || names.isKnown(provider, model) ? model : ModelNames.OTHER;
        return new CalledBy(key, team, user, organization, asked, provider, called, route);
    }

    /** Of somebody, where there are too many to tell apart. */
    CalledBy others() {
        String other = ModelNames.OTHER;
        return new CalledBy(other, other, other, other, other, provider, other, other);
    }
}
