package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which keys a caller sees: viewers all; users their own, in lists also those of their teams that belong to nobody in them, and
 * all of the teams they are admins of. As in LiteLLM (1.106.2).
 */
record KeySight(AccountBook book) {
    /** Whether a caller may read one key: itself, another of its user, or one of a team that the user belongs to. */
    boolean reads(Request request, String id, ObjectNode key) {
        return isViewer(request)
                || id.equals(request.caller().id())
                || isOwn(request, key)
                || team(key, team -> isMember(request, team));
    }

    /**
     * The keys a caller may list.
     *
     * @param withTeams whether those of its teams are wanted too
     */
    Map<String, ObjectNode> listed(Request request, boolean withTeams) {
        Map<String, ObjectNode> all = book.documents(AccountKind.KEY);
        if (isViewer(request)) {
            return all;
        }
        return all.entrySet().stream()
                .filter(entry ->
                        isOwn(request, entry.getValue()) || (withTeams && isOfTeams(request, entry.getValue())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Refuses whoever asks for a list without being a user, or for that of others. */
    void checkList(Request request) {
        if (isViewer(request)) {
            return;
        }
        String own = user(request);
        String user = request.parameter("user_id");
        String team = request.parameter("team_id");
        String organization = request.parameter("organization_id");
        if (own.isEmpty() || book.document(AccountKind.USER, own).isEmpty()) {
            throw refused("Keys are listed for viewers, and for users their own; this key belongs to no user.");
        }
        if (!user.isEmpty() && !user.equals(own)) {
            throw refused("Only viewers list the keys of other users.");
        }
        if (!team.isEmpty()
                && book.document(AccountKind.TEAM, team)
                        .filter(known -> isMember(request, known))
                        .isEmpty()) {
            throw refused("The keys of a team are listed for its members and for viewers only.");
        }
        if (!organization.isEmpty()
                && !organization.equals(request.caller().owner().organization())) {
            throw refused("The keys of an organization are listed for its own and for viewers only.");
        }
    }

    private boolean isOfTeams(Request request, ObjectNode key) {
        boolean nobodys = Documents.text(key, "user_id").isEmpty();
        return team(key, team -> TeamAdmins.isOne(team, user(request)) || (nobodys && isMember(request, team)));
    }

    private boolean team(ObjectNode key, Predicate<ObjectNode> wanted) {
        String team = Documents.text(key, "team_id");
        return !team.isEmpty()
                && book.document(AccountKind.TEAM, team).filter(wanted).isPresent();
    }

    private static boolean isMember(Request request, ObjectNode team) {
        return Members.find(team, user(request), "").isPresent();
    }

    private static boolean isOwn(Request request, ObjectNode key) {
        String own = user(request);
        return !own.isEmpty() && Documents.text(key, "user_id").equals(own);
    }

    private static String user(Request request) {
        return request.caller().owner().user();
    }

    private static boolean isViewer(Request request) {
        return request.caller().role().reaches(Role.VIEWER);
    }

    private static Refused refused(String message) {
        return new Refused(Failure.OfCaller.of(Failure.OfCaller.Kind.FORBIDDEN, message));
    }
}
