package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ErrorJson;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What LiteLLM has and this gateway has not: lists of it are empty, and making it is refused. */
final class AbsentRoutes {
    private static final String NO_UI = "There are no logins and no invitations here: a key says who calls.";

    private AbsentRoutes() {}

    static Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        empty(table, "/guardrails/list", named("guardrails"));
        empty(table, "/v2/guardrails/list", named("guardrails"));
        empty(table, "/prompts/list", named("prompts"));
        empty(table, "/access_group/list", named("access_groups"));
        empty(table, "/v1/access_group", JsonCodec.array());
        empty(table, "/v1/mcp/server", JsonCodec.array());
        empty(table, "/v1/mcp/tools", named("tools"));
        empty(table, "/v1/mcp/access_groups", named("access_groups"));
        empty(
                table,
                "/mcp-rest/tools/list",
                named("tools").put("error", "not_available").put("message", "There are no MCP servers here."));
        empty(table, "/team/available", JsonCodec.array());
        empty(table, "/vector_store/list", vectorStores());
        table.put("/invitation/new", LitellmRoute.refuses(NO_UI, "POST"));
        table.put(
                "/v2/login",
                new LitellmRoute(
                        Access.PUBLIC,
                        Set.of("POST"),
                        request -> new Answer(401, ErrorJson.of(NO_UI, "auth_error", "", "invalid_credentials"))));
        table.put("/.well-known/litellm-ui-config", LitellmRoute.says(Access.PUBLIC, AbsentRoutes::ui));
        table.put(
                "/test",
                LitellmRoute.says(Access.CALLER, () -> JsonCodec.object().put("route", "/test")));
        return table;
    }

    private static void empty(Map<String, ManagementRoute> table, String path, JsonNode answer) {
        table.put(path, LitellmRoute.says(Access.CALLER, () -> answer));
    }

    private static ObjectNode named(String name) {
        ObjectNode answer = JsonCodec.object();
        answer.putArray(name);
        return answer;
    }

    private static ObjectNode vectorStores() {
        ObjectNode answer = JsonCodec.object().put("object", "list");
        answer.putArray("data");
        return answer.put("total_count", 0).put("current_page", 1).put("total_pages", 0);
    }

    private static ObjectNode ui() {
        ObjectNode answer = JsonCodec.object()
                .put("server_root_path", "")
                .putNull("proxy_base_url")
                .put("auto_redirect_to_sso", false)
                .put("admin_ui_disabled", true)
                .put("sso_configured", false)
                .put("hide_default_credentials_hint", true)
                .put("is_control_plane", false)
                .put("mcp_stdio_enabled", false);
        answer.putArray("workers");
        return answer;
    }
}
