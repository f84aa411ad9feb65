package dev.eclusa.server.litellm;

import dev.eclusa.router.passing.Passage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Paths that lead to other servers, and are added while the gateway serves.
 *
 * @param configured those of the configuration file
 * @param fault what is wrong with one, written as an element of LiteLLM's {@code pass_through_endpoints}; empty for nothing
 */
public record AddedPassages(List<Passage> configured, Function<ObjectNode, Optional<String>> fault) {}
