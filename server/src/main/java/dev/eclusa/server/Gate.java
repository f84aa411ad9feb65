package dev.eclusa.server;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.failure.Failure.OfCaller.Reason;
import dev.eclusa.router.Identify;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.List;
import java.util.Optional;

/**
 * Says who may use a management path: denied where nothing allows it.
 *
 * @param identify who knows keys
 * @param path that is asked for
 * @param key as the client sent it
 */
record Gate(Identify identify, String path, String key) {
    /** Below these LiteLLM tells whose role is too low 403, elsewhere 401; viewers always 403 (recorded, 1.106.2). */
    private static final List<String> FORBIDDING =
            List.of("/user/list", "/key/list", "/model/", "/organization/", "/guardrails");

    /** Why a caller may not; empty where it may. */
    Optional<Failure> refusal(ManagementRoute.Access access, Identify.Found found) {
        if (access == ManagementRoute.Access.PUBLIC) {
            return Optional.empty();
        }
        return switch (found) {
            case Identify.Found.Known known ->
                ofRole(access, known.caller().role()).or(() -> ofGrants(known));
            case Identify.Found.Nobody nobody ->
                Optional.of(Failure.OfCaller.of(
                                Failure.OfCaller.Kind.NOT_AUTHENTICATED,
                                "The API key is missing or not valid. Send a gateway key as 'Authorization: Bearer KEY'.")
                        .because(identify.unknown(key)));
            case Identify.Found.Unreachable nobodyElse -> Optional.of(storeUnavailable());
        };
    }

    private Optional<Failure> ofRole(ManagementRoute.Access access, Role role) {
        boolean may = switch (access) {
            case PUBLIC, CALLER -> true;
            case INSIDER -> role.reaches(Role.INSIDER);
            case VIEWER -> role.reaches(Role.VIEWER);
            case OPERATOR -> role.reaches(Role.OPERATOR);
            case ADMIN -> role.reaches(Role.ADMIN);
        };
        boolean forbids = role.reaches(Role.VIEWER) || FORBIDDING.stream().anyMatch(path::startsWith);
        Reason reason = forbids ? Reason.NONE : Reason.ROLE;
        return may
                ? Optional.empty()
                : Optional.of(Failure.OfCaller.of(Failure.OfCaller.Kind.FORBIDDEN, needed(access))
                        .because(reason));
    }

    /** A key that names the paths it may use is refused on all others that need a key. */
    private Optional<Failure> ofGrants(Identify.Found.Known known) {
        return known.caller().owner().grants().allowManaging(path)
                ? Optional.empty()
                : Optional.of(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.FORBIDDEN,
                        "This key may not use this path; its allowed_routes say what it may."));
    }

    private static String needed(ManagementRoute.Access access) {
        return switch (access) {
            case PUBLIC, CALLER -> "This needs a key.";
            case INSIDER -> "This needs the master key, or the key of an internal user, viewer, operator or admin.";
            case VIEWER -> "This needs the master key, or the key of a viewer, operator or admin.";
            case OPERATOR -> "This needs the master key, or the key of an operator or admin.";
            case ADMIN -> "This needs the master key, or the key of an admin.";
        };
    }

    static Failure storeUnavailable() {
        return Failure.OfGateway.of(
                Failure.OfGateway.Kind.STORE_UNAVAILABLE, "The database cannot be used right now. Try again soon.");
    }
}
