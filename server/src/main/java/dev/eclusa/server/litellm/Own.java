package dev.eclusa.server.litellm;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.router.Caller;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;

/** What a caller who is no viewer may see: its own. */
final class Own {
    private Own() {}

    /** Whoever asks; refuses those who came without a key, since they have nothing of their own. */
    static Caller caller(Request request) {
        if (request.caller().equals(Caller.ANONYMOUS)) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.FORBIDDEN, "Spending is shown to keys: each its own, viewers all."));
        }
        return request.caller();
    }

    /** The key whose rows are wanted, by its name in the ledger; empty for all of them. */
    static String key(Request request, String asked) {
        if (LitellmRoute.reads(request)) {
            return asked;
        }
        String own = caller(request).name();
        if (!asked.isEmpty() && !asked.equals(own)) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.FORBIDDEN, "A key sees its own rows only; viewers see all."));
        }
        return own;
    }
}
