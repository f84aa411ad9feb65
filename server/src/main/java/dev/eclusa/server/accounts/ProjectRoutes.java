package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Refused;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /project/*}: parts of a team with models, budgets and limits of their own. Paths and fields as LiteLLM has them. */
public final class ProjectRoutes {
    private static final int LONGEST_ID = 100;
    private static final String TEAM = "team_id";
    private static final List<String> LIMITS =
            List.of("max_budget", "soft_budget", "budget_duration", "rpm_limit", "tpm_limit", "max_parallel_requests");

    /** What only keys can have. */
    private static final List<String> OF_KEYS = List.of("model_rpm_limit", "model_tpm_limit", "model_max_budget");

    private final AccountBook book;
    private final Projects projects;
    private final Clock clock;

    /** Projects of a book. */
    public ProjectRoutes(AccountBook book, Clock clock) {
        this.book = book;
        this.projects = new Projects(book);
        this.clock = clock;
    }

    /** The routes by path. */
    public Map<String, ManagementRoute> table() {
        return Map.of(
                "/project/new", route(Access.ADMIN, this::create, "POST"),
                "/project/update", route(Access.ADMIN, this::update, "POST"),
                "/project/delete", route(Access.ADMIN, this::delete, "POST", "DELETE"),
                "/project/info", route(Access.CALLER, this::info, "GET"),
                "/project/list", route(Access.CALLER, this::list, "GET"));
    }

    private static ManagementRoute route(Access access, Function<Request, Answer> handler, String... methods) {
        return new AccountRoute(access, Set.of(methods), handler);
    }

    private Answer create(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        String wanted = Documents.text(asked, Projects.ID);
        String id = wanted.isEmpty() ? UUID.randomUUID().toString() : fit(wanted);
        if (Documents.text(asked, TEAM).isEmpty()) {
            throw Fields.Wrong.type(TEAM, "missing", "Field required");
        }
        if (projects.find(id).isPresent()) {
            throw Fields.Wrong.of(409, "There is a project with this id already.", Projects.ID);
        }
        ObjectNode document = JsonCodec.object();
        Fields.writeUnlimited(document);
        document.put("blocked", false);
        document.putObject("metadata");
        document.put("created_at", clock.instant().toString());
        document.put("created_by", request.caller().name());
        return keep(request, id, document);
    }

    /** The id is part of a tag. */
    private static String fit(String id) {
        if (id.length() > LONGEST_ID || !id.equals(id.strip()) || id.chars().anyMatch(Character::isISOControl)) {
            throw Fields.Wrong.of(
                    400, "A project's id is a text of a line, of " + LONGEST_ID + " characters at most.", Projects.ID);
        }
        return id;
    }

    private Answer update(Request request) {
        String id = Documents.text(AccountRoute.body(request), Projects.ID);
        if (id.isEmpty()) {
            throw Fields.Wrong.type(Projects.ID, "missing", "Field required");
        }
        ObjectNode document = known(id);
        Versions.check(request, document);
        String team = Documents.text(AccountRoute.body(request), TEAM);
        if (!team.isEmpty() && !team.equals(Documents.text(document, TEAM)) && projects.hasKeys(id)) {
            throw Fields.Wrong.of(400, "A project whose keys are of a team stays in it.", TEAM);
        }
        return keep(request, id, document);
    }

    private Answer keep(Request request, String id, ObjectNode document) {
        ObjectNode asked = AccountRoute.body(request);
        OF_KEYS.stream().filter(asked::hasNonNull).findFirst().ifPresent(field -> {
            throw Fields.Wrong.of(400, field + " limits keys; a project has limits for all models together.", field);
        });
        Fields.write(asked, document, clock);
        String team = Documents.text(document, TEAM);
        if (book.document(AccountKind.TEAM, team).isEmpty()) {
            throw Fields.Wrong.of(400, "There is no team '" + team + "'.", TEAM);
        }
        document.put(Projects.ID, id);
        document.put("updated_at", clock.instant().toString());
        document.put("updated_by", request.caller().name());
        book.put(AccountKind.TAG, AccountKind.PROJECT_TAG + id, document);
        return Answer.ok(shown(known(id)));
    }

    private ObjectNode known(String id) {
        return projects.find(id)
                .orElseThrow(() -> new Refused(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.NOT_FOUND, "There is no such project; GET /project/list lists them.")));
    }

    /** Those that no key is of; what they spent stays in the ledger. */
    private Answer delete(Request request) {
        List<String> ids = Fields.named(AccountRoute.body(request), "project_ids");
        if (ids.isEmpty()) {
            throw Fields.Wrong.type("project_ids", "missing", "Field required");
        }
        ArrayNode gone = JsonCodec.array();
        ids.forEach(id -> gone.add(shown(known(id))));
        ids.stream().filter(projects::hasKeys).findFirst().ifPresent(id -> {
            throw Fields.Wrong.of(400, "The project '" + id + "' has keys; delete or move them first.", "project_ids");
        });
        book.remove(
                AccountKind.TAG,
                ids.stream().map(id -> AccountKind.PROJECT_TAG + id).toList());
        return Answer.ok(JsonCodec.text(gone));
    }

    private Answer info(Request request) {
        String id = request.parameter(Projects.ID);
        if (id.isEmpty()) {
            throw Fields.Wrong.type(Projects.ID, "missing", "Field required");
        }
        ObjectNode project = known(id);
        if (!sees(request, project)) {
            throw new Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.FORBIDDEN, "A project is shown to its team and to viewers only."));
        }
        return Versions.tagged(shown(project.deepCopy()), project);
    }

    private Answer list(Request request) {
        ArrayNode list = JsonCodec.array();
        projects.all().values().stream()
                .filter(project -> sees(request, project))
                .forEach(project -> list.add(shown(project)));
        return Answer.ok(JsonCodec.text(list));
    }

    /** Viewers see all; keys and members of a team its own. */
    private boolean sees(Request request, ObjectNode project) {
        String team = Documents.text(project, TEAM);
        return request.caller().role().reaches(Role.VIEWER)
                || request.caller().owner().team().equals(team)
                || book.document(AccountKind.TEAM, team)
                        .filter(document -> Members.find(
                                        document, request.caller().owner().user(), "")
                                .isPresent())
                        .isPresent();
    }

    /** With its limits, or those of the budget that it names, as LiteLLM tells them. */
    private ObjectNode shown(ObjectNode project) {
        ObjectNode shown = Shapes.PROJECT.filled(project);
        ObjectNode limits = book.document(AccountKind.BUDGET, Documents.text(project, "budget_id"))
                .orElseGet(JsonCodec::object);
        limits.remove(List.of("spend", "models"));
        LIMITS.stream().filter(project::hasNonNull).forEach(field -> limits.set(field, project.path(field)));
        if (!limits.isEmpty()) {
            limits.set("budget_reset_at", project.path("budget_reset_at"));
            shown.set("litellm_budget_table", Shapes.BUDGET.filled(limits));
        }
        return shown;
    }
}
