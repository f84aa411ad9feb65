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
 * @param trial asks the provider of such an element whether it answers; waits for it
 */
public record AddedModels(Seal seal, Function<ObjectNode, Optional<String>> fault, Function<ObjectNode, Trial> trial) {
    /**
     * What a provider said when it was tried.
     *
     * @param works whether calls can be sent to it, as far as can be told
     * @param detail what was found and what to do, without any secret
     */
    public record Trial(boolean works, String detail) {}
}
