package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.log.GatewayLog;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLinesTest {
    @TempDir
    Path data;

    @Test
    void aCallLeavesTwoLinesAndNeitherPromptNorKey() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(Chunks.ANSWER));
                GatewayLog log = GatewayLog.open(Configuration.Log.DEFAULT, data, print);
                TestGateway gateway = TestGateway.of(data.resolve("g"), yaml(provider.port()), log.calls())) {
            gateway.chat(
                    "{\"model\":\"openai/gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"my secret plan\"}]}");
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("Load balancing decision: openai/gpt-4o-mini goes to openai/gpt-4o-mini");
        assertThat(lines.getLast()).contains("[PERFORMANCE] openai/gpt-4o-mini success 200 in ");
        assertThat(String.join("", lines)).doesNotContain("my secret plan").doesNotContain(TestGateway.MASTER);
    }

    private static String yaml(int port) {
        return "server: { port: 0 }\nauth: { master_key: " + TestGateway.MASTER
                + " }\nproviders: { openai: { api_key: k, base_url: \"http://127.0.0.1:" + port + "\" } }\n";
    }
}
