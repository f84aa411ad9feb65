package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /model/info}, {@code /model_group/info} and what is public of models. */
final class ModelInfoRoutes {
    private static final int LARGEST_PAGE = 500;

    private final Deployments deployments;
    private final AccountBook book;

    ModelInfoRoutes(Deployments deployments, AccountBook book) {
        this.deployments = deployments;
        this.book = book;
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/model/info", LitellmRoute.get(Access.CALLER, this::info));
        table.put("/v1/model/info", LitellmRoute.get(Access.CALLER, this::info));
        table.put("/v2/model/info", LitellmRoute.get(Access.CALLER, this::paged));
        table.put("/model_group/info", LitellmRoute.get(Access.CALLER, this::groups));
        table.put("/public/model_hub", LitellmRoute.says(Access.PUBLIC, JsonCodec::array));
        table.put("/public/providers", LitellmRoute.says(Access.PUBLIC, ModelInfoRoutes::providers));
        return table;
    }

    private static ArrayNode providers() {
        ArrayNode names = JsonCodec.array();
        Presets.all().stream().map(preset -> preset.name()).sorted().forEach(names::add);
        return names;
    }

    private ObjectNode info(Request request) {
        ObjectNode answer = JsonCodec.object();
        ArrayNode data = answer.putArray("data");
        found(request).forEach(named -> data.add(withTeams(named, request)));
        return answer;
    }

    private List<Deployments.Named> found(Request request) {
        String id = request.parameter("litellm_model_id");
        List<Deployments.Named> all = deployments.all(request.caller());
        List<Deployments.Named> found = all.stream()
                .filter(named -> id.isEmpty() || named.id().equals(id))
                .toList();
        if (!id.isEmpty() && found.isEmpty()) {
            throw Unfit.of(
                    400,
                    "There is no deployment of this id, or this key may not call it. GET /model/info lists them.",
                    "litellm_model_id");
        }
        return found;
    }

    /** A deployment, and whether it was added while serving. */
    private ObjectNode shown(Deployments.Named named) {
        ObjectNode node = ModelJson.deployment(named);
        book.document(AccountKind.DEPLOYMENT, named.id())
                .ifPresent(document -> ((ObjectNode) node.path("model_info"))
                        .put("db_model", true)
                        .put("blocked", document.path("blocked").asBoolean(false)));
        return node;
    }

    private ObjectNode withTeams(Deployments.Named named, Request request) {
        ObjectNode node = shown(named);
        ObjectNode info = (ObjectNode) node.path("model_info");
        ArrayNode teams = info.putArray("access_via_team_ids");
        book.documents(AccountKind.TEAM).forEach((id, team) -> {
            boolean lets = team.path("models").isEmpty() || names(team.path("models"), named.group());
            if (lets && isSeen(request, id, team)) {
                teams.add(id);
            }
        });
        info.put("direct_access", request.caller().admin());
        return node;
    }

    /** Viewers are told of all teams, others of their own. */
    private static boolean isSeen(Request request, String id, ObjectNode team) {
        String user = request.caller().owner().user();
        return LitellmRoute.reads(request)
                || id.equals(request.caller().owner().team())
                || (!user.isEmpty()
                        && team.path("members_with_roles")
                                .valueStream()
                                .anyMatch(member ->
                                        member.path("user_id").asString("").equals(user)));
    }

    private static boolean names(JsonNode models, String group) {
        return models.valueStream().anyMatch(model -> model.asString("").equals(group));
    }

    private ObjectNode paged(Request request) {
        int page = LitellmRoute.number(request, "page", 1, Integer.MAX_VALUE);
        int size = LitellmRoute.number(request, "size", 50, LARGEST_PAGE);
        String model = request.parameter("model");
        List<Deployments.Named> all = found(request).stream()
                .filter(named -> model.isEmpty() || named.group().equals(model))
                .toList();
        ObjectNode answer = JsonCodec.object();
        ArrayNode data = answer.putArray("data");
        all.stream().skip((page - 1L) * size).limit(size).map(this::shown).forEach(data::add);
        return answer.put("total_count", all.size())
                .put("current_page", page)
                .put("total_pages", Math.ceilDiv(all.size(), size))
                .put("size", size);
    }

    private ObjectNode groups(Request request) {
        String wanted = request.parameter("model_group");
        ObjectNode answer = JsonCodec.object();
        ArrayNode data = answer.putArray("data");
        deployments.groups(request.caller()).forEach((name, group) -> {
            if (wanted.isEmpty() || wanted.equals(name)) {
                data.add(ModelJson.group(name, group));
            }
        });
        return answer;
    }
}
