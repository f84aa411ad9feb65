package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /model/*}, {@code /model_group/info} and what is public of models. They live in the configuration file. */
final class ModelInfoRoutes {
    private static final int LARGEST_PAGE = 500;
    private static final String IN_THE_FILE =
            "Models live in the configuration file here: change it there (model_list, or models) and start the gateway anew.";

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
        table.put("/model/new", post(this::create));
        table.put("/model/update", post(this::update));
        table.put("/model/delete", post(this::delete));
        table.put("/model/block", post(this::block));
        table.put("/model/*", new LitellmRoute(Access.ADMIN, Set.of("PATCH"), this::patch));
        table.put("/public/model_hub", LitellmRoute.says(Access.PUBLIC, JsonCodec::array));
        table.put("/public/providers", LitellmRoute.says(Access.PUBLIC, ModelInfoRoutes::providers));
        return table;
    }

    private static ManagementRoute post(java.util.function.Function<Request, Answer> handler) {
        return new LitellmRoute(Access.ADMIN, Set.of("POST"), handler);
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

    private ObjectNode withTeams(Deployments.Named named, Request request) {
        ObjectNode node = ModelJson.deployment(named);
        ObjectNode info = (ObjectNode) node.path("model_info");
        if (LitellmRoute.reads(request)) {
            ArrayNode teams = info.putArray("access_via_team_ids");
            book.documents(AccountKind.TEAM).forEach((id, team) -> {
                if (team.path("models").isEmpty() || names(team.path("models"), named.group())) {
                    teams.add(id);
                }
            });
        }
        info.put("direct_access", request.caller().admin());
        return node;
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
        all.stream()
                .skip((page - 1L) * size)
                .limit(size)
                .map(ModelJson::deployment)
                .forEach(data::add);
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

    private Answer create(Request request) {
        if (!LitellmRoute.body(request).has("litellm_params")) {
            throw Unfit.required("body", "litellm_params");
        }
        throw Unfit.unsupported(IN_THE_FILE);
    }

    private Answer update(Request request) {
        String id = LitellmRoute.body(request).path("model_info").path("id").asString("");
        throw exists(id, request) ? inFile() : Unfit.unsupported(IN_THE_FILE);
    }

    private Answer delete(Request request) {
        String id = LitellmRoute.body(request).path("id").asString("");
        throw exists(id, request)
                ? inFile()
                : Unfit.of(400, "No model of this id was added at run time. " + IN_THE_FILE, "id");
    }

    private Answer block(Request request) {
        if (!LitellmRoute.body(request).has("model_id")) {
            throw Unfit.required("body", "model_id");
        }
        throw Unfit.unsupported(IN_THE_FILE + " 'enabled: false' leaves a deployment out.");
    }

    private Answer patch(Request request) {
        String below = request.below("/model/");
        String id = java.net.URLDecoder.decode(
                below.replaceFirst("/update$", "").replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
        throw below.endsWith("/update") && exists(id, request)
                ? Unfit.unsupported(IN_THE_FILE)
                : Unfit.missing("There is no model of this id. GET /model/info lists them.", "id");
    }

    private boolean exists(String id, Request request) {
        return deployments.all(request.caller()).stream()
                .anyMatch(named -> named.id().equals(id));
    }

    private static Unfit inFile() {
        return Unfit.of(
                400, "This model stands in the configuration file and cannot be changed here. " + IN_THE_FILE, "id");
    }
}
