package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may make and change keys: admins every key, users of the role {@code internal_user} their own, for themselves and the
 * teams they belong to.
 */
final class KeyOwners {
    private static final String MANAGES_OWN = "internal_user";
    private static final String GRANTED = "team_member_permissions";

    /** What would give a key to somebody else, or take it from under its limits. */
    private static final Set<String> NOT_THEIRS = Set.of("user_id", "organization_id", "budget_id", "plan", "blocked");

    /** What a team's members may be allowed with its keys, as LiteLLM names it; here it is told apart for keys. */
    static final List<String> PERMISSIONS = List.of(
            "/key/generate",
            "/key/update",
            "/key/delete",
            "/key/info",
            "/key/regenerate",
            "/key/service-account/generate",
            "/key/{key_id}/regenerate",
            "/key/list",
            "/key/block",
            "/key/unblock",
            "/key/bulk_update",
            "/key/{key_id}/reset_spend",
            "/key/aliases",
            "/team/daily/activity",
            "/spend/logs",
            "/spend/logs/v2");

    private final AccountBook book;

    KeyOwners(AccountBook book) {
        this.book = book;
    }

    /** Checks a request for a key, and writes its owner into it where the caller can only make its own. */
    void mayMake(Request request, ObjectNode asked) {
        if (isAdmin(request)) {
            return;
        }
        if (ofTeam(asked).filter(team -> isTeamAdmin(request, team)).isPresent()) {
            return;
        }
        String own = own(request);
        String wanted = Documents.text(asked, "user_id");
        if (!wanted.isEmpty() && !wanted.equals(own)) {
            throw refused("A key is made for yourself: leave user_id out.");
        }
        asked.put("user_id", own);
        team(
                asked,
                own,
                request.path().contains("service-account") ? "/key/service-account/generate" : "/key/generate");
        NOT_THEIRS.stream()
                .filter(field -> !field.equals("user_id") && asked.hasNonNull(field))
                .findFirst()
                .ifPresent(field -> {
                    throw refused("Only an admin sets " + field + " of a key.");
                });
    }

    private void team(ObjectNode asked, String user, String action) {
        String team = Documents.text(asked, "team_id");
        if (team.isEmpty()) {
            return;
        }
        ObjectNode document = book.document(AccountKind.TEAM, team)
                .orElseThrow(() -> Fields.Wrong.of(400, "There is no team '" + team + "'.", "team_id"));
        if (Members.find(document, user, "").isEmpty()) {
            throw refused("A key is made for a team by its members only.");
        }
        if (!grants(document, action)) {
            throw new Refused(Failure.OfCaller.of(
                            Failure.OfCaller.Kind.FORBIDDEN,
                            "The members of this team may not " + action
                                    + "; its team_member_permissions say what they may.")
                    .because(Failure.OfCaller.Reason.ROLE));
        }
    }

    private static boolean grants(ObjectNode team, String action) {
        return Fields.named(team, GRANTED).contains(action);
    }

    /** Whether a team lets its members change its keys, and the caller is one of them. */
    private boolean isGranted(ObjectNode key, String user) {
        return ofTeam(key)
                .filter(team -> Members.find(team, user, "").isPresent() && grants(team, "/key/update"))
                .isPresent();
    }

    /** Checks a change of a key. */
    void mayChange(Request request, ObjectNode key, ObjectNode asked) {
        if (isAdmin(request)) {
            return;
        }
        boolean staysInTeam = !asked.has("team_id") || asked.path("team_id").equals(key.path("team_id"));
        if (staysInTeam
                && ofTeam(key).filter(team -> isTeamAdmin(request, team)).isPresent()) {
            return;
        }
        String own = own(request);
        boolean lent = request.path().equals("/key/update") && isGranted(key, own);
        if (!lent && !Documents.text(key, "user_id").equals(own)) {
            throw refused("This needs the master key, the key of an admin, or of the user whose key it is.");
        }
        Stream.concat(NOT_THEIRS.stream(), Stream.of(Projects.ID))
                .filter(asked::has)
                .filter(field -> !asked.path(field).equals(key.path(field)))
                .findFirst()
                .ifPresent(field -> {
                    throw refused("Only an admin changes " + field + " of a key.");
                });
        if (asked.hasNonNull("team_id")) {
            team(asked, own, "/key/update");
        }
    }

    /** Refuses to give a key to a team that is not there. */
    void check(ObjectNode asked) {
        if (!Documents.text(asked, "team_id").isEmpty() && ofTeam(asked).isEmpty()) {
            throw Fields.Wrong.of(404, "There is no team '" + Documents.text(asked, "team_id") + "'.", "team_id");
        }
    }

    /** Checks a reset of what a key has spent. */
    void mayReset(Request request) {
        if (!isAdmin(request)) {
            throw new Refused(Failure.OfCaller.of(
                            Failure.OfCaller.Kind.FORBIDDEN, "Only an admin sets back what a key has spent.")
                    .because(Failure.OfCaller.Reason.ROLE));
        }
    }

    /** Checks a change of many keys at once. */
    void mayChangeMany(Request request) {
        if (!isAdmin(request)) {
            throw refused("Only an admin changes many keys at once; POST /key/update changes one.");
        }
    }

    /** The team that a key belongs to, or is to belong to. */
    private Optional<ObjectNode> ofTeam(ObjectNode key) {
        String team = Documents.text(key, "team_id");
        return team.isEmpty() ? Optional.empty() : book.document(AccountKind.TEAM, team);
    }

    private static boolean isTeamAdmin(Request request, ObjectNode team) {
        String user = request.caller().owner().user();
        return !user.isEmpty() && TeamAdmins.isOne(team, user);
    }

    private static boolean isAdmin(Request request) {
        return request.caller().role() == Role.ADMIN;
    }

    private String own(Request request) {
        String user = request.caller().owner().user();
        return book.document(AccountKind.USER, user)
                .filter(document -> Documents.text(document, "user_role").equals(MANAGES_OWN))
                .map(document -> user)
                .orElseThrow(() -> new Refused(Failure.OfCaller.of(
                                Failure.OfCaller.Kind.FORBIDDEN, "This needs the master key, or the key of an admin.")
                        .because(
                                request.caller().role().reaches(Role.VIEWER)
                                        ? Failure.OfCaller.Reason.NONE
                                        : Failure.OfCaller.Reason.ROLE)));
    }

    private static Refused refused(String message) {
        return new Refused(Failure.OfCaller.of(Failure.OfCaller.Kind.FORBIDDEN, message));
    }
}
