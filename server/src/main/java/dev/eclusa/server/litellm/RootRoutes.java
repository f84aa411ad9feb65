package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the gateway says of itself: its first page, its routes, and what it is busy with. */
final class RootRoutes {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Eclusa</title></head>
            <body><h1>Eclusa</h1><p>An LLM gateway. Clients of OpenAI, Anthropic, Gemini and Ollama call it at this address;
            <a href="/health/readiness">/health/readiness</a> says whether it is ready, GET /routes with a key what else there
            is.</p></body></html>
            """;

    private RootRoutes() {}

    static Map<String, ManagementRoute> table(IntSupplier active) {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put(
                "/",
                new LitellmRoute(
                        Access.PUBLIC,
                        Set.of("GET", "HEAD"),
                        request -> new Answer(200, PAGE, Map.of("content-type", "text/html; charset=utf-8"))));
        table.put(
                "/v1/models/",
                new LitellmRoute(
                        Access.PUBLIC,
                        Set.of("GET"),
                        request -> new Answer(307, "", Map.of("location", "/v1/models"))));
        table.put("/debug/asyncio-tasks", LitellmRoute.says(Access.VIEWER, () -> tasks(active.getAsInt())));
        return table;
    }

    private static ObjectNode tasks(int calls) {
        ObjectNode answer = JsonCodec.object().put("total_active_tasks", calls);
        answer.putObject("by_name").put("calls", calls);
        return answer;
    }

    /** {@code GET /routes}: the management routes of a table; model calls are in docs/endpoints.md. */
    static ManagementRoute listing(Map<String, ManagementRoute> table) {
        Map<String, ManagementRoute> known = new TreeMap<>(table);
        return LitellmRoute.says(Access.CALLER, () -> {
            ObjectNode answer = JsonCodec.object();
            ArrayNode routes = answer.putArray("routes");
            known.forEach((path, route) -> {
                ObjectNode entry = routes.addObject().put("path", path);
                route.methods().stream().sorted().forEach(entry.putArray("methods")::add);
                entry.put("name", path).put("endpoint", path);
            });
            return answer;
        });
    }
}
