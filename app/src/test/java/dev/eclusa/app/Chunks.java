package dev.eclusa.app;

import dev.eclusa.testkit.Step;

/** Chunks of a streamed chat completion, as OpenAI sends them. */
final class Chunks {
    static final String ANSWER =
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"real-model-2026\",\"never_heard_of\":{\"x\":[1, 2]},"
                    + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,"
                    + "\"total_tokens\":1500,\"prompt_tokens_details\":{\"cached_tokens\":400}}}";

    private Chunks() {}

    static Step role() {
        return chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    static Step text(String text) {
        return chunk("{\"content\":\"" + text + "\"}", "null");
    }

    static Step stop() {
        return chunk("{}", "\"stop\"");
    }

    static Step usage() {
        return Step.data("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[],"
                + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500,\"total_tokens\":1500}}");
    }

    static Step done() {
        return Step.data("[DONE]");
    }

    private static Step chunk(String delta, String reason) {
        return Step.data("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"real-model-2026\","
                + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}");
    }
}
