package dev.eclusa.server.accounts;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import tools.jackson.databind.node.ObjectNode;

/** Members with the role {@code admin}: they manage its members and its keys, but not what it is and may. */
final class TeamAdmins {
    private TeamAdmins() {}

    /** Whether a user is an admin of a team. */
    static boolean isOne(ObjectNode team, String user) {
        return Members.find(team, user, "")
                .map(place ->
                        Members.of(team).get(place).path("role").asString("").equals("admin"))
                .orElse(false);
    }

    /** Refuses whoever does not manage a team. */
    static void require(Request request, ObjectNode team) {
        if (request.caller().role() != Role.ADMIN
                && !isOne(team, request.caller().owner().user())) {
            throw refused("This needs the master key, or the key of an admin or of the team's admin.");
        }
    }

    /** Refuses whoever may not change what a team is: its admins neither, as in LiteLLM unless told otherwise. */
    static void requireGateway(Request request) {
        if (request.caller().role() != Role.ADMIN) {
            throw refused(
                    "This needs the master key, or the key of an admin; a team's own admin manages members and keys.");
        }
    }

    private static Refused refused(String message) {
        return new Refused(Failure.OfCaller.of(Failure.OfCaller.Kind.FORBIDDEN, message));
    }
}
