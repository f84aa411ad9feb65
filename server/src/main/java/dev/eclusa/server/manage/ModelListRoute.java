package dev.eclusa.server.manage;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The models a key may call, all or one of them, in the form of the dialect that asks. */
public final class ModelListRoute implements ManagementRoute {
    private static final String OPENAI = "/v1/models";
    private static final String GEMINI = "/v1beta/models";

    private final Supplier<Routes> routes;

    /** Lists what the routes lead to. */
    public ModelListRoute(Supplier<Routes> routes) {
        this.routes = routes;
    }

    @Override
    public Access access() {
        return Access.CALLER;
    }

    @Override
    public Answer handle(Request request) {
        ModelForm form = form(request);
        String one = one(request.path());
        if (one.isEmpty()) {
            ObjectNode list = form.list(callable(request.caller()));
            if (request.parameter("include_metadata").equals("true") && form == ModelForm.OPENAI) {
                tellFallbacks(list, request.caller());
            }
            return Answer.ok(list);
        }
        return find(one, request.caller())
                .map(model -> Answer.ok(JsonCodec.text(form.entry(model))))
                .orElseThrow(() -> new Refused(Failure.OfCaller.of(
                        Failure.OfCaller.Kind.MODEL_NOT_FOUND,
                        "There is no such model, or this key may not call it. GET /v1/models lists those it may.")));
    }

    /** Exactly what a key may call: of the listed names, and of those that only its own list has. */
    private List<ModelEntry> callable(Caller caller) {
        Set<String> names = new LinkedHashSet<>();
        routes.get().models().forEach(model -> names.add(model.name()));
        caller.models().stream().sorted().forEach(names::add);
        return names.stream().flatMap(name -> find(name, caller).stream()).toList();
    }

    private void tellFallbacks(ObjectNode list, Caller caller) {
        list.path("data").forEach(entry -> {
            ArrayNode fallbacks = ((ObjectNode) entry).putObject("metadata").putArray("fallbacks");
            find(entry.path("id").asString(""), caller)
                    .ifPresent(model -> model.fallbacks().forEach(fallbacks::add));
        });
    }

    /** A model that a key may call, listed or not. */
    private Optional<ModelEntry> find(String name, Caller caller) {
        return switch (routes.get().resolve(name)) {
            case Routes.Resolution.Found found ->
                caller.allowed(name, found.group()).map(group -> ModelEntry.of(name, group));
            case Routes.Resolution.Unknown unknown -> Optional.empty();
        };
    }

    /** The model named by the path's end; empty where the path is the list's. */
    private static String one(String path) {
        for (String list : List.of(OPENAI, GEMINI)) {
            if (path.startsWith(list + "/")) {
                return java.net.URLDecoder.decode(
                        path.substring(list.length() + 1).replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    /** The path decides, but for one: there a header breaks the tie. Google's own clients of 2026 list models there, too. */
    private static ModelForm form(Request request) {
        if (request.path().startsWith(GEMINI)) {
            return ModelForm.GEMINI;
        }
        if (request.path().startsWith("/api/")) {
            return ModelForm.OLLAMA;
        }
        if (!request.header("anthropic-version").isEmpty()) {
            return ModelForm.ANTHROPIC;
        }
        return request.header("x-goog-api-client").isEmpty() ? ModelForm.OPENAI : ModelForm.GEMINI;
    }
}
