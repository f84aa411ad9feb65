package dev.eclusa.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.Response;
import dev.eclusa.testkit.ScriptedProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePricesTest {
    @Test
    void aModelTheCatalogDoesNotKnowIsChargedWhatOpenRouterAsks(@TempDir Path data) {
        String list = "{\"data\":[{\"id\":\"lab/new\",\"context_length\":9000,"
                + "\"pricing\":{\"prompt\":\"0.000001\",\"completion\":\"0.000002\"}}]}";
        try (ScriptedProvider openRouter = ScriptedProvider.expecting(2, 1000)
                        .when(request -> request.path().endsWith("/models"), Reply.json(list))
                        .always(Reply.json(Chunks.ANSWER));
                TestGateway gateway = TestGateway.of(data, """
                        server: { port: 0 }
                        auth: { master_key: %s }
                        providers:
                          openrouter: { base_url: "http://127.0.0.1:%d/api/v1", api_key: k }
                        """.formatted(TestGateway.MASTER, openRouter.port()))) {
            String body = "{\"model\":\"openrouter/lab/new\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            long latest = System.nanoTime() + 10_000_000_000L;
            Response answer = gateway.chat(body);
            while (answer.header("x-eclusa-cost").isEmpty() && System.nanoTime() < latest) {
                answer = gateway.chat(body);
            }
            assertThat(answer.header("x-eclusa-cost")).contains("0.002");
        }
    }
}
