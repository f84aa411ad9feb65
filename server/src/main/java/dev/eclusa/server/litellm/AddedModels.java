package dev.eclusa.server.litellm;

import dev.eclusa.server.accounts.Seal;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Models that are added while the gateway serves.
 *
 * @param seal keeps what providers ask for
 * @param fault what is wrong with a deployment, written as an element of LiteLLM's {@code model_list}; empty for nothing
 */
public record AddedModels(Seal seal, Function<ObjectNode, Optional<String>> fault) {}
