package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may make and change keys: admins every key, users of the role {@code internal_user} their own, for themselves and the
 * teams they belong to.
 */
final class KeyOwners {
    private static final String MANAGES_OWN = "internal_user";
    private static final String GRANTED = "team_member_permissions";

    /** What would give a key to somebody else, take it from under its limits, or have it reach other models than they say. */
    private static final Set<String> NOT_THEIRS =
            Set.of("user_id", "organization_id", "budget_id", "plan", "blocked", "aliases");

    /** Of those, what a team's admins may not say of its keys either: the team itself is limited by them. */
    private static final Set<String> NOT_OF_TEAMS = Set.of("organization_id", "plan", "aliases");

    /** What a user may say of its own key when it is made anew: nothing that limits it. */
    private static final Set<String> OF_ONES_OWN = Set.of("key", "new_key", "key_alias");

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
        Optional<ObjectNode> administered = ofTeam(asked).filter(team -> isTeamAdmin(request, team));
        if (administered.isPresent()) {
            checkOfTeam(administered.get(), asked, JsonCodec.object());
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
                .filter(field -> !field.equals("user_id") && says(asked, field))
                .findFirst()
                .ifPresent(field -> {
                    throw refused("Only an admin sets " + field + " of a key.");
                });
    }

    private static boolean says(ObjectNode asked, String field) {
        JsonNode value = asked.path(field);
        return asked.hasNonNull(field) && !(value.isContainer() && value.isEmpty());
    }

    /** A team's admin gives its keys to its members only, and to none who may more than call models. */
    private void checkOfTeam(ObjectNode team, ObjectNode asked, ObjectNode key) {
        NOT_OF_TEAMS.stream()
                .filter(field -> says(asked, field) && !asked.path(field).equals(key.path(field)))
                .findFirst()
                .ifPresent(field -> {
                    throw refused("Only an admin of the gateway sets " + field + " of a key.");
                });
        String user = Documents.text(asked, "user_id");
        if (user.isEmpty() || user.equals(Documents.text(key, "user_id"))) {
            return;
        }
        boolean ranks = book.document(AccountKind.USER, user)
                .map(document -> Role.of(Documents.text(document, "user_role")).reaches(Role.VIEWER))
                .orElse(false);
        if (ranks || Members.find(team, user, "").isEmpty()) {
            throw refused(
                    "A team's admin makes keys for the team, and for those of its members who manage nothing else.");
        }
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

    /**
     * Checks a change of a key. As in LiteLLM (1.106.2), users make, delete and see their own keys; what limits these is for
     * admins to change, and for members of a team that grants it.
     */
    void mayChange(Request request, ObjectNode key, ObjectNode asked) {
        if (isAdmin(request)) {
            return;
        }
        boolean moves =
                asked.has("team_id") && !Documents.text(asked, "team_id").equals(Documents.text(key, "team_id"));
        Optional<ObjectNode> administered = ofTeam(key).filter(team -> isTeamAdmin(request, team));
        if (!moves && administered.isPresent()) {
            checkOfTeam(administered.get(), asked, key);
            return;
        }
        String own = own(request);
        boolean lent = request.path().equals("/key/update") && isGranted(key, own);
        if (!lent) {
            mayRenew(request, key, asked, own);
        }
        Stream.concat(NOT_THEIRS.stream(), Stream.of(Projects.ID, "team_id"))
                .filter(asked::has)
                .filter(field -> !asked.path(field).equals(key.path(field)))
                .findFirst()
                .ifPresent(field -> {
                    throw refused("Only an admin changes " + field + " of a key.");
                });
    }

    private static void mayRenew(Request request, ObjectNode key, ObjectNode asked, String own) {
        if (!Documents.text(key, "user_id").equals(own)) {
            throw refused("This needs the master key, the key of an admin, or of the user whose key it is.");
        }
        boolean limits = asked.propertyStream()
                .map(Map.Entry::getKey)
                .anyMatch(field -> !OF_ONES_OWN.contains(field) && !field.equals("blocked"));
        if (request.path().equals("/key/update") || limits) {
            throw refused("What limits a key is changed by admins, and by admins of its team.");
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
