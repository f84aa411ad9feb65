package dev.eclusa.server.litellm;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.money.Cost;
import dev.eclusa.core.money.Price;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /spend/calculate} and {@code /cost/estimate}: what a call would cost, or has. An unknown price makes null. */
final class CostRoutes {
    private final Deployments deployments;
    private final Prompts prompts;

    CostRoutes(Deployments deployments, Prompts prompts) {
        this.deployments = deployments;
        this.prompts = prompts;
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/spend/calculate", LitellmRoute.post(Access.CALLER, this::calculate));
        table.put("/cost/estimate", LitellmRoute.post(Access.CALLER, this::estimate));
        return table;
    }

    private ObjectNode calculate(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        JsonNode answered = asked.path("completion_response");
        String model = answered.isObject() && !asked.has("model")
                ? answered.path("model").asString("")
                : asked.path("model").asString("");
        if (model.isEmpty()) {
            throw Unfit.of(400, "Either 'model' with 'messages', or 'completion_response', must be provided.", "model");
        }
        Usage usage = answered.isObject() ? usage(answered.path("usage")) : Usage.of(prompts.tokens(asked, model), 0);
        ObjectNode answer = JsonCodec.object();
        cost(answer, "cost", price(model, request).map(price -> price.of(usage)));
        return answer;
    }

    private Optional<Price> price(String model, Request request) {
        return deployments.first(model, request.caller()).candidate().target().price();
    }

    private static void cost(ObjectNode into, String name, Optional<Cost> cost) {
        cost.ifPresentOrElse(known -> into.put(name, known.dollars()), () -> into.putNull(name));
    }

    private static Usage usage(JsonNode usage) {
        return new Usage(
                usage.path("prompt_tokens").asLong(0),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
                0,
                0,
                usage.path("completion_tokens").asLong(0),
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong(0),
                0,
                0);
    }

    private static long count(ObjectNode asked, String name) {
        JsonNode value = asked.path(name);
        if (!value.isMissingNode() && !value.isNull() && (!value.isIntegralNumber() || value.asLong() < 0)) {
            throw Unfit.of(400, name + " must be a whole number of 0 or more.", name);
        }
        return value.asLong(0);
    }

    private ObjectNode estimate(Request request) {
        ObjectNode asked = LitellmRoute.body(request);
        String model = asked.path("model").asString("");
        if (model.isEmpty()) {
            throw Unfit.required("body", "model");
        }
        Target target = deployments.first(model, request.caller()).candidate().target();
        ObjectNode answer = JsonCodec.object().put("model", model);
        for (String name : java.util.List.of(
                "input_tokens",
                "output_tokens",
                "cache_read_input_tokens",
                "cache_creation_input_tokens",
                "reasoning_tokens")) {
            answer.put(name, count(asked, name));
        }
        Map<String, Optional<Cost>> parts = parts(asked, target.price());
        parts.forEach((name, cost) -> cost(answer, name + "_per_request", cost));
        times(answer, asked, "num_requests_per_day", "daily", parts);
        times(answer, asked, "num_requests_per_month", "monthly", parts);
        ModelJson.cost(answer, "input_cost_per_token", target.price(), Price::input);
        ModelJson.cost(answer, "output_cost_per_token", target.price(), Price::output);
        ModelJson.cost(answer, "cache_read_input_token_cost", target.price(), Price::cachedInput);
        ModelJson.cost(answer, "cache_creation_input_token_cost", target.price(), Price::cacheWrite);
        ModelJson.cost(answer, "output_cost_per_reasoning_token", target.price(), Price::reasoning);
        return answer.put("provider", target.provider());
    }

    /** What each part of a call costs. */
    private static Map<String, Optional<Cost>> parts(ObjectNode asked, Optional<Price> price) {
        long input = count(asked, "input_tokens");
        long read = count(asked, "cache_read_input_tokens");
        long written = count(asked, "cache_creation_input_tokens");
        long output = count(asked, "output_tokens");
        long thought = count(asked, "reasoning_tokens");
        Map<String, Optional<Cost>> parts = new LinkedHashMap<>();
        parts.put("cost", of(price, new Usage(input, read, written, 0, output, thought, 0, 0)));
        parts.put("input_cost", of(price, new Usage(input, read, written, 0, 0, 0, 0, 0)));
        parts.put("output_cost", of(price, new Usage(0, 0, 0, 0, output, thought, 0, 0)));
        parts.put("margin_cost", Optional.of(Cost.ZERO));
        parts.put("cache_read_cost", of(price, new Usage(read, read, 0, 0, 0, 0, 0, 0)));
        parts.put("cache_creation_cost", of(price, new Usage(written, 0, written, 0, 0, 0, 0, 0)));
        parts.put("reasoning_cost", of(price, new Usage(0, 0, 0, 0, thought, thought, 0, 0)));
        return parts;
    }

    private static Optional<Cost> of(Optional<Price> price, Usage usage) {
        return price.map(known -> known.of(usage));
    }

    private static void times(
            ObjectNode answer, ObjectNode asked, String count, String span, Map<String, Optional<Cost>> parts) {
        boolean wanted = asked.path(count).isIntegralNumber();
        long times = count(asked, count);
        if (wanted) {
            answer.put(count, times);
        } else {
            answer.putNull(count);
        }
        parts.forEach((name, cost) -> {
            if (wanted && cost.isPresent()) {
                answer.put(span + "_" + name, cost.get().dollars().multiply(BigDecimal.valueOf(times)));
            } else {
                answer.putNull(span + "_" + name);
            }
        });
    }
}
