package dev.eclusa.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import dev.eclusa.testkit.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskTest {
    private static final String ANSWER =
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"It lifts boats.\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":1000,\"total_tokens\":2000}}";

    @Test
    void asksWholeAndStreamed() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                .reply(
                        Reply.json(ANSWER),
                        Reply.sse(chunk("It", "null"), chunk(" lifts.", "\"stop\""), Step.data("[DONE]")))) {
            boolean both = Ask.run(
                    Map.of(
                            "OPENAI_API_KEY",
                            "key",
                            "OPENAI_BASE_URL",
                            provider.uri().toString()),
                    "openai/gpt-4o-mini",
                    new PrintStream(written, true, StandardCharsets.UTF_8));
            assertThat(both).isTrue();
            provider.verify();
        }
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("Would be asked: [openai/gpt-4o-mini]")
                .contains("It lifts boats.\n  — openai/gpt-4o-mini, 2000 tokens")
                .contains("It| lifts.|");
    }

    @Test
    void saysWhatToDoWhenThereIsNoKey() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        boolean both = Ask.run(Map.of(), "openai/gpt-4o-mini", new PrintStream(written, true, StandardCharsets.UTF_8));
        assertThat(both).isFalse();
        assertThat(written.toString(StandardCharsets.UTF_8)).contains("Failed with 404");
    }

    private static Step chunk(String text, String reason) {
        return Step.data("{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{"
                + "\"content\":\"" + text + "\"},\"finish_reason\":" + reason + "}]}");
    }
}
