package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /settings}, {@code /callbacks/list}, {@code /config/*} and {@code /get/config/*}: read only, and no secret. */
final class ConfigurationRoutes {
    private static final String IN_THE_FILE =
            "Settings live in the configuration file here: change it there and start the gateway anew.";

    private static final List<String> CALLBACK_LISTS = List.of(
            "litellm.callbacks",
            "litellm.input_callback",
            "litellm.failure_callback",
            "litellm.success_callback",
            "litellm._async_success_callback",
            "litellm._async_failure_callback",
            "litellm._async_input_callback",
            "all_litellm_callbacks");

    private final LitellmRoutes.Facts facts;
    private final RouterView router;

    ConfigurationRoutes(LitellmRoutes.Facts facts, RouterView router) {
        this.facts = facts;
        this.router = router;
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        ManagementRoute settings = LitellmRoute.says(Access.VIEWER, this::settings);
        table.put("/settings", settings);
        table.put("/active/callbacks", settings);
        table.put("/callbacks/list", LitellmRoute.says(Access.VIEWER, this::callbacks));
        table.put("/get/config/callbacks", LitellmRoute.says(Access.VIEWER, this::configuredCallbacks));
        table.put("/config/list", LitellmRoute.get(Access.VIEWER, this::list));
        table.put("/config/field/info", LitellmRoute.get(Access.VIEWER, this::field));
        table.put("/config/yaml", new LitellmRoute(Access.ADMIN, Set.of("GET", "POST"), request -> {
            throw request.body().length == 0 ? Unfit.required("body", "config") : Unfit.unsupported(IN_THE_FILE);
        }));
        for (String path : List.of("/config/update", "/config/field/update", "/config/field/delete")) {
            table.put(path, LitellmRoute.refuses(IN_THE_FILE, "POST"));
        }
        return table;
    }

    private ObjectNode settings() {
        ObjectNode answer = JsonCodec.object().put("alerting", "None");
        CALLBACK_LISTS.forEach(name -> facts.hearers().every().forEach(answer.putArray(name)::add));
        return answer.put("num_callbacks", facts.hearers().every().count())
                .put("num_alerting", 0)
                .put("litellm.request_timeout", facts.timeoutSeconds());
    }

    private ObjectNode callbacks() {
        ObjectNode answer = JsonCodec.object();
        Hearers.SUCCESS.forEach(answer.putArray("success")::add);
        Hearers.FAILURE.forEach(answer.putArray("failure")::add);
        facts.hearers().both().forEach(answer.putArray("success_and_failure")::add);
        return answer;
    }

    private ObjectNode configuredCallbacks() {
        ObjectNode answer = JsonCodec.object().put("status", "success");
        ArrayNode callbacks = answer.putArray("callbacks");
        facts.hearers().both().forEach(name -> {
            ObjectNode callback = callbacks.addObject().put("name", name);
            callback.putObject("variables");
            callback.put("type", "success_and_failure");
        });
        answer.putArray("alerts");
        answer.putArray("active_alerting_destinations");
        answer.set("router_settings", router.values());
        answer.putObject("available_callbacks");
        return answer;
    }

    private ArrayNode list(Request request) {
        String type = request.parameter("config_type");
        if (type.isEmpty()) {
            throw Unfit.required("query", "config_type");
        }
        if (!type.equals("general_settings")) {
            throw Unfit.of(400, "Only general_settings can be listed.", "config_type");
        }
        ArrayNode list = JsonCodec.array();
        facts.general().properties().forEach(entry -> list.add(described(entry.getKey(), entry.getValue())));
        return list;
    }

    private static ObjectNode described(String name, JsonNode value) {
        ObjectNode node = JsonCodec.object()
                .put("field_name", name)
                .put("field_type", type(value))
                .put("field_description", "From the configuration file.");
        node.set("field_value", value);
        return node.putNull("stored_in_db")
                .putNull("field_default_value")
                .put("premium_field", false)
                .putNull("nested_fields")
                .putNull("field_options")
                .putNull("field_tab")
                .put("source", "config")
                .put("editable", false);
    }

    private static String type(JsonNode value) {
        return value.isBoolean() ? "Boolean" : value.isIntegralNumber() ? "Integer" : "String";
    }

    private ObjectNode field(Request request) {
        String name = request.parameter("field_name");
        if (name.isEmpty()) {
            throw Unfit.required("query", "field_name");
        }
        if (!facts.general().has(name)) {
            throw Unfit.of(
                    400, "Field name=" + name + " is not set. GET /config/list names those that are.", "field_name");
        }
        ObjectNode answer = JsonCodec.object().put("field_name", name);
        answer.set("field_value", facts.general().path(name));
        return answer.put("stored_in_db", false);
    }
}
