package dev.eclusa.server.litellm;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Dialects;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** {@code /utils/*}: what is known of requests and models, without calling anybody. */
final class UtilsRoutes {
    private static final String MASKED = "***MASKED***";

    private final Deployments deployments;
    private final Dialects dialects;
    private final Prompts prompts;

    UtilsRoutes(Deployments deployments, Dialects dialects, Prompts prompts) {
        this.deployments = deployments;
        this.dialects = dialects;
        this.prompts = prompts;
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/utils/token_counter", LitellmRoute.post(Access.CALLER, this::tokens));
        table.put("/utils/transform_request", LitellmRoute.post(Access.VIEWER, this::transform));
        table.put("/utils/supported_openai_params", LitellmRoute.get(Access.CALLER, this::parameters));
        table.put("/utils/model_info", LitellmRoute.get(Access.CALLER, this::info));
        return table;
    }

    /** Estimated here, whoever the model's provider is: an upper bound. */
    private ObjectNode tokens(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        String model = asked.path("model").asString("");
        if (model.isEmpty()) {
            throw Unfit.required("body", "model");
        }
        String used = deployments
                .group(model, request.caller())
                .flatMap(group -> group.candidates().stream().findFirst())
                .map(candidate -> candidate.target().model())
                .orElse(model);
        return JsonCodec.object()
                .put("total_tokens", prompts.tokens(asked, model))
                .put("request_model", model)
                .put("model_used", used)
                .put("tokenizer_type", "estimate")
                .put("count_source", "local_estimate")
                .putNull("original_response")
                .put("error", false)
                .putNull("error_message")
                .putNull("status_code");
    }

    private ObjectNode transform(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        if (!asked.path("call_type").asString("completion").equals("completion")) {
            throw Unfit.of(400, "Requests of call_type completion are shown only.", "call_type");
        }
        if (!(asked.path("request_body") instanceof ObjectNode body)) {
            throw Unfit.required("body", "request_body");
        }
        Target target = deployments
                .first(body.path("model").asString(""), request.caller())
                .candidate()
                .target();
        byte[] encoded = dialects.named(target.dialect(), target.quirks())
                .requests()
                .encode(
                        prompts.openai(body),
                        new RequestTarget(target.model(), target.maxOutput(), target.reasons(), target.quirks()))
                .body();
        ObjectNode answer =
                JsonCodec.object().put("raw_request_api_base", target.endpoint().toString());
        answer.set("raw_request_body", JsonCodec.request(encoded));
        ObjectNode headers = answer.putObject("raw_request_headers");
        target.endpoint().headers().keySet().forEach(name -> headers.put(name, MASKED));
        return answer.putNull("error");
    }

    private ObjectNode parameters(Request request) {
        ObjectNode answer = JsonCodec.object();
        ModelJson.parameters(List.of(named(request))).forEach(answer.putArray("supported_openai_params")::add);
        return answer;
    }

    private ObjectNode info(Request request) {
        Candidate candidate = named(request);
        ObjectNode answer = JsonCodec.object()
                .put("model", request.parameter("model"))
                .put("custom_llm_provider", candidate.target().provider());
        answer.set("model_info", ModelJson.info(candidate));
        return answer;
    }

    private Candidate named(Request request) {
        if (request.parameter("model").isEmpty()) {
            throw Unfit.required("query", "model");
        }
        return deployments.first(request.parameter("model"), request.caller()).candidate();
    }
}
