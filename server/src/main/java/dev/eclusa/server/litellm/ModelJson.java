package dev.eclusa.server.litellm;

import dev.eclusa.core.money.Price;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.engine.routing.Group;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ModelEntry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deployments and groups in LiteLLM's shapes; what is not known is null. Never a credential. */
final class ModelJson {
    private static final List<String> EVERYWHERE = List.of(
            "max_tokens",
            "max_completion_tokens",
            "stream",
            "stream_options",
            "temperature",
            "top_p",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "reasoning_effort",
            "user");

    private static final List<String> OPENAI_ONLY = List.of(
            "n",
            "seed",
            "frequency_penalty",
            "presence_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "modalities",
            "audio",
            "prediction",
            "service_tier",
            "store",
            "metadata",
            "web_search_options",
            "safety_identifier",
            "prompt_cache_key");

    private ModelJson() {}

    /** An element of {@code /model/info}. */
    static ObjectNode deployment(Deployments.Named named) {
        ObjectNode node = JsonCodec.object().put("model_name", named.group());
        ObjectNode params = node.putObject("litellm_params");
        Candidate candidate = named.candidate();
        params.put("api_base", candidate.target().endpoint().toString());
        put(params, "rpm", candidate.traits().callsAMinute());
        put(params, "tpm", candidate.traits().tokensAMinute());
        params.put("allow_client_keepalive_override", false)
                .put("use_in_pass_through", false)
                .put("use_litellm_proxy", false)
                .put("use_xai_oauth", false)
                .put("merge_reasoning_content_in_choices", false)
                .put("model", candidate.name());
        ObjectNode info = node.putObject("model_info");
        info.put("id", named.id()).put("db_model", false).put("member_auto_router", false);
        info.putArray("pricing_overrides");
        info.setAll(known(candidate));
        FieldNames.MODEL_INFO.filled(info);
        return node;
    }

    private static void put(ObjectNode into, String name, OptionalLong value) {
        value.ifPresent(number -> into.put(name, number));
    }

    /** What is known of a model, and of what else LiteLLM might know that it is not. */
    static ObjectNode info(Candidate candidate) {
        return FieldNames.MODEL_FACTS.filled(known(candidate));
    }

    private static ObjectNode known(Candidate candidate) {
        Target target = candidate.target();
        ObjectNode info = JsonCodec.object().put("key", target.model());
        orNull(info, "max_tokens", target.maxOutput());
        orNull(info, "max_input_tokens", target.contextWindow());
        orNull(info, "max_output_tokens", target.maxOutput());
        price(info, target.price());
        info.put("litellm_provider", target.provider());
        ModelEntry.mode(candidate).ifPresentOrElse(mode -> info.put("mode", mode), () -> info.putNull("mode"));
        can(info, "supports_response_schema", candidate, Capability.JSON);
        can(info, "supports_vision", candidate, Capability.VISION);
        can(info, "supports_function_calling", candidate, Capability.TOOLS);
        can(info, "supports_tool_choice", candidate, Capability.TOOLS);
        can(info, "supports_reasoning", candidate, Capability.REASONING);
        target.price()
                .ifPresentOrElse(
                        price -> info.put("supports_prompt_caching", price.cachedInput() < price.input()),
                        () -> info.putNull("supports_prompt_caching"));
        return info;
    }

    private static void price(ObjectNode info, Optional<Price> price) {
        cost(info, "input_cost_per_token", price, Price::input);
        cost(info, "output_cost_per_token", price, Price::output);
        cost(info, "cache_read_input_token_cost", price, Price::cachedInput);
        cost(info, "cache_creation_input_token_cost", price, Price::cacheWrite);
        cost(info, "output_cost_per_reasoning_token", price, Price::reasoning);
    }

    static void cost(ObjectNode into, String name, Optional<Price> price, Function<Price, Long> part) {
        price.ifPresentOrElse(
                known -> into.put(name, LitellmRoute.perToken(part.apply(known))), () -> into.putNull(name));
    }

    private static void can(ObjectNode info, String name, Candidate candidate, Capability capability) {
        candidate
                .traits()
                .capabilities()
                .ifPresentOrElse(can -> info.put(name, can.contains(capability)), () -> info.putNull(name));
    }

    private static void orNull(ObjectNode into, String name, OptionalLong value) {
        value.ifPresentOrElse(number -> into.put(name, number), () -> into.putNull(name));
    }

    /** An element of {@code /model_group/info}: what its deployments have in common, at the dearest price. */
    static ObjectNode group(String name, Group group) {
        ObjectNode node = JsonCodec.object().put("model_group", name);
        ArrayNode providers = node.putArray("providers");
        List<Candidate> members = group.candidates();
        members.stream().map(one -> one.target().provider()).distinct().forEach(providers::add);
        orNull(node, "max_input_tokens", most(members, one -> one.target().contextWindow()));
        orNull(node, "max_output_tokens", most(members, one -> one.target().maxOutput()));
        dearest(node, "input_cost_per_token", members, Price::input);
        dearest(node, "output_cost_per_token", members, Price::output);
        node.putNull("input_cost_per_pixel");
        members.stream()
                .flatMap(one -> ModelEntry.mode(one).stream())
                .findFirst()
                .ifPresentOrElse(mode -> node.put("mode", mode), () -> node.putNull("mode"));
        orNull(node, "tpm", total(members, one -> one.traits().tokensAMinute()));
        orNull(node, "rpm", total(members, one -> one.traits().callsAMinute()));
        node.putNull("itpm").putNull("otpm");
        abilities(node, members);
        parameters(members).forEach(node.putArray("supported_openai_params")::add);
        return node.putNull("configurable_clientside_auth_params")
                .put("is_public_model_group", false)
                .putNull("health_status")
                .putNull("health_response_time")
                .putNull("health_checked_at");
    }

    private static void abilities(ObjectNode node, List<Candidate> members) {
        node.put("supports_parallel_function_calling", anyCan(members, Capability.TOOLS))
                .put("supports_vision", anyCan(members, Capability.VISION))
                .put("supports_web_search", false)
                .put("supports_url_context", false)
                .put("supports_reasoning", anyCan(members, Capability.REASONING))
                .put("supports_function_calling", anyCan(members, Capability.TOOLS))
                .put("supports_fast_mode", false);
        node.putArray("supported_reasoning_efforts");
    }

    private static boolean anyCan(List<Candidate> members, Capability capability) {
        return members.stream()
                .anyMatch(one -> one.traits()
                        .capabilities()
                        .filter(can -> can.contains(capability))
                        .isPresent());
    }

    private static OptionalLong most(List<Candidate> members, Function<Candidate, OptionalLong> figure) {
        return figures(members, figure).max();
    }

    private static OptionalLong total(List<Candidate> members, Function<Candidate, OptionalLong> figure) {
        return figures(members, figure).reduce(Long::sum);
    }

    private static java.util.stream.LongStream figures(
            List<Candidate> members, Function<Candidate, OptionalLong> figure) {
        return members.stream().map(figure).flatMapToLong(OptionalLong::stream);
    }

    private static void dearest(ObjectNode node, String name, List<Candidate> members, Function<Price, Long> part) {
        Optional<BigDecimal> dearest = members.stream()
                .flatMap(one -> one.target().price().stream())
                .map(part)
                .max(Long::compare)
                .map(LitellmRoute::perToken);
        dearest.ifPresentOrElse(cost -> node.put(name, cost), () -> node.putNull(name));
    }

    /** Fields of an OpenAI request that reach deployments; of other dialects those that all have a word for. */
    static Stream<String> parameters(List<Candidate> members) {
        boolean openai = members.stream().allMatch(one -> one.target().dialect().equals("openai"));
        return openai ? Stream.concat(EVERYWHERE.stream(), OPENAI_ONLY.stream()) : EVERYWHERE.stream();
    }
}
