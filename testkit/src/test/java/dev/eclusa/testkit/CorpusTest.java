package dev.eclusa.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @AfterEach
    void forgetTheDirectory() {
        System.clearProperty("eclusa.corpus");
    }

    @Test
    void isEmptyWhereThereIsNone(@TempDir Path nowhere) {
        System.setProperty("eclusa.corpus", nowhere.toString());

        assertThat(Corpus.find()).isEmpty();
    }

    @Test
    void readsIndexAndExchanges(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("index.json"), """
                [{"file":"a.json","provider":"anthropic","api":"messages","stream":true,"status":200,"model":"m",
                  "finish":["end_turn"],"tools":true,"cache":false}]""");
        Files.writeString(directory.resolve("a.json"), """
                {"request":{"method":"POST","url":"https://x/v1/messages","body":{"b":1.10,"a":"é"}},
                 "response":{"status":200,"headers":{"content-type":"text/event-stream","content-length":"9"},
                             "chunks":["{\\"type\\":\\"ping\\"}"]}}""");
        System.setProperty("eclusa.corpus", directory.toString());

        var exchange = Corpus.find()
                .orElseThrow()
                .exchanges(row -> row.has("tools"))
                .findFirst()
                .orElseThrow();

        assertThat(exchange.entry().flags()).containsExactly("tools");
        assertThat(exchange.entry().stream()).isTrue();
        assertThat(exchange.requestBody()).isEqualTo("{\"b\":1.10,\"a\":\"é\"}");
        assertThat(exchange.body()).isInstanceOf(RecordedBody.Chunks.class);
        try (var provider = ScriptedProvider.expecting(1).reply(exchange.reply());
                var client = RawClient.connect(provider.port())) {
            assertThat(client.get("/", "k").read().text()).isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
        }
    }

    @Test
    void readsEveryRecordingThereIs() {
        Corpus.find()
                .ifPresent(corpus -> assertThat(corpus.exchanges(row -> true))
                        .hasSameSizeAs(corpus.entries())
                        .allSatisfy(exchange -> assertThat(exchange.status()).isPositive())
                        .allSatisfy(exchange -> assertThat(exchange.reply()).isNotNull()));
    }
}
