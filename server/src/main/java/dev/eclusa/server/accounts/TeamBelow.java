package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ErrorJson;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /team/TEAM/members/me}, {@code /callback} and {@code /disable_logging}: who one is in a team, and where its calls are
 * told to, which is nowhere.
 */
record TeamBelow(AccountBook book, MemberBudgets budgets) implements ManagementRoute {
    private static final String ABOVE = "/team/";
    private static final String ME = "/members/me";
    private static final String CALLBACK = "/callback";
    private static final String SILENCE = "/disable_logging";
    private static final List<String> CALLBACKS = List.of("success_callbacks", "failure_callbacks");

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Access access(String method) {
        return method.equals("GET") ? Access.CALLER : Access.ADMIN;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST");
    }

    @Override
    public Answer handle(Request request) {
        String below = request.below(ABOVE);
        boolean reads = request.method().equals("GET");
        if (below.endsWith(ME) && reads) {
            return me(request, named(below, ME));
        }
        if (below.endsWith(CALLBACK)) {
            ObjectNode team = named(below, CALLBACK);
            TeamAdmins.require(request, team);
            return reads ? callbacks(team) : unsupported();
        }
        if (below.endsWith(SILENCE) && !reads) {
            return silent(named(below, SILENCE));
        }
        throw missing("There is nothing at this path below /team/.");
    }

    private ObjectNode named(String below, String end) {
        return book.document(AccountKind.TEAM, below.substring(0, below.length() - end.length()))
                .orElseThrow(() -> missing("There is no such team; GET /team/list lists them."));
    }

    private static Refused missing(String message) {
        return new Refused(Failure.OfCaller.of(Failure.OfCaller.Kind.NOT_FOUND, message));
    }

    private Answer me(Request request, ObjectNode team) {
        int place = Members.find(team, request.caller().owner().user(), "")
                .orElseThrow(() -> missing("You are not a member of this team."));
        JsonNode member = Members.of(team).get(place);
        ObjectNode answer = budgets.membership(team, member);
        answer.set("role", member.path("role"));
        answer.set("user_email", member.path("user_email"));
        answer.set("team_alias", team.path("team_alias"));
        return Answer.ok(answer);
    }

    private static ObjectNode none(ObjectNode team) {
        ObjectNode none = JsonCodec.object();
        none.set("team_id", team.path("team_id"));
        CALLBACKS.forEach(none::putArray);
        return none;
    }

    private static Answer callbacks(ObjectNode team) {
        ObjectNode data = none(team);
        data.putObject("callback_vars");
        ObjectNode answer = JsonCodec.object().put("status", "success");
        answer.set("data", data);
        return Answer.ok(answer);
    }

    private static Answer silent(ObjectNode team) {
        ObjectNode answer = JsonCodec.object()
                .put("status", "success")
                .put("message", "Logging disabled for team " + Documents.text(team, "team_id"));
        answer.set("data", none(team));
        return Answer.ok(answer);
    }

    /** Nothing is accepted that would not happen. */
    private static Answer unsupported() {
        return new Answer(
                501,
                ErrorJson.of(
                        "There are no callbacks here; calls stand in the ledger: GET /spend/logs?team_id=… reads them.",
                        "not_implemented_error",
                        "",
                        "not_implemented"));
    }
}
