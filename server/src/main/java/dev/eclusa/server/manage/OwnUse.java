package dev.eclusa.server.manage;

import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.store.DailyQuery;
import java.time.LocalDate;

/** Whose figures a request may be told: everybody's where a viewer asks, else those of the user who asks. */
public final class OwnUse {
    /** The user of a key that has none: nobody's name. */
    private static final String NOBODY = "\u0001nobody";

    private OwnUse() {}

    /** The one user whose figures they are; empty for everybody. */
    public static String user(Request request) {
        String own = request.caller().owner().user();
        return request.caller().role().reaches(Role.VIEWER) ? "" : own.isEmpty() ? NOBODY : own;
    }

    /** The sums of some days. */
    public static DailyQuery query(Request request, LocalDate start, LocalDate end) {
        return new DailyQuery(start, end, "", user(request), "", "");
    }
}
