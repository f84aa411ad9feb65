package dev.eclusa.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GatewayLogTest {
    private static final Plan PLAN = new Plan("fast", "cost", List.of(), List.of(), "by cost");

    @TempDir
    Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

    @Test
    void writesADecisionAndAPerformanceLineInEveryFormat() {
        for (String format : List.of("human", "json", "gcp")) {
            out.reset();
            try (GatewayLog log = open("info", format, "")) {
                call(log, "1", Outcome.SUCCESS);
            }
            assertThat(lines()).hasSize(2);
            assertThat(lines().getFirst()).contains("Load balancing decision");
            assertThat(lines().getLast()).contains("[PERFORMANCE]");
        }
    }

    @Test
    void jsonCarriesTheFigures() {
        try (GatewayLog log = open("info", "json", "")) {
            call(log, "1", Outcome.SUCCESS);
        }
        JsonNode line = json(lines().getLast());
        assertThat(line.path("level").asString()).isEqualTo("INFO");
        assertThat(line.path("timestamp").asString()).isEqualTo("1970-01-01T00:00:01.250Z");
        assertThat(line.path("extra_data").path("tokens").asLong()).isEqualTo(30);
        assertThat(line.path("extra_data").path("latency_ms").asLong()).isEqualTo(250);
        assertThat(line.path("extra_data").path("cost").decimalValue()).isEqualByComparingTo("0.000000123");
    }

    @Test
    void googleSeesTheRequest() {
        try (GatewayLog log = open("info", "gcp", "")) {
            call(log, "1", Outcome.ERROR);
        }
        JsonNode line = json(lines().getLast());
        assertThat(line.path("severity").asString()).isEqualTo("WARNING");
        assertThat(line.path("httpRequest").path("status").asInt()).isEqualTo(200);
        assertThat(line.path("httpRequest").path("latency").asString()).isEqualTo("0.250s");
    }

    @Test
    void aLevelAboveInfoKeepsFailuresOnly() {
        try (GatewayLog log = open("warn", "human", "")) {
            call(log, "1", Outcome.SUCCESS);
            call(log, "2", Outcome.ERROR);
        }
        assertThat(lines()).singleElement().asString().contains("WARN [PERFORMANCE] openai/gpt-4o-mini error");
    }

    @Test
    void aNameWithALineBreakForgesNoLine() {
        try (GatewayLog log = open("info", "human", "")) {
            log.calls().began(begin("1", "m\n2026-01-01T00:00:00Z ERROR forged\u2028too"), PLAN);
        }
        assertThat(lines()).hasSize(1);
    }

    @Test
    void aboveFiftyASecondBothLinesOfACallAreWrittenOrNeitherAndTheRestIsCounted() {
        AtomicLong nanos = new AtomicLong(10_000_000_000L);
        LogWriter writer = new LogWriter(Format.HUMAN, print, Optional.empty());
        CallLog calls = new CallLog(writer, Severity.INFO, nanos::get);
        for (int i = 0; i < 120; i++) {
            calls.began(begin("call" + i, "m"), PLAN);
            calls.settled(row("call" + i, Outcome.SUCCESS));
        }
        nanos.addAndGet(1_000_000_000L);
        calls.began(begin("later", "m"), PLAN);
        writer.close();
        assertThat(lines()).hasSize(101);
        assertThat(lines().getLast()).contains("70 calls before this one are not in the log");
    }

    @Test
    void theFileIsBelowTheDataDirectory() throws IOException {
        try (GatewayLog log = open("info", "human", "logs/eclusa.log")) {
            call(log, "1", Outcome.SUCCESS);
        }
        assertThat(Files.readAllLines(data.resolve("logs/eclusa.log"))).isEqualTo(lines());
    }

    @Test
    void aFullFileMovesAside() throws IOException {
        RotatedFile file = new RotatedFile(data.resolve("x.log"), 10);
        for (String line : List.of("first 1\n", "second 2\n", "third 3\n")) {
            file.write(line);
        }
        assertThat(Files.readString(data.resolve("x.log"))).isEqualTo("third 3\n");
        assertThat(Files.readString(data.resolve("x.log.1"))).isEqualTo("second 2\n");
        assertThat(Files.readString(data.resolve("x.log.2"))).isEqualTo("first 1\n");
    }

    private GatewayLog open(String level, String format, String file) {
        return GatewayLog.open(new Configuration.Log(level, format, file, "management"), data, print);
    }

    private static void call(GatewayLog log, String id, Outcome outcome) {
        log.calls().began(begin(id, "fast"), PLAN);
        log.calls().settled(row(id, outcome));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static JsonNode json(String line) {
        return JsonCodec.request(line.getBytes(StandardCharsets.UTF_8));
    }

    private static CallBegin begin(String id, String model) {
        return new CallBegin(
                id,
                "r-" + id,
                1000,
                new CallerLabels("team-a", "", "", "", "10.0.0.1"),
                "/v1/chat/completions",
                model,
                "openai",
                "gpt-4o-mini",
                false,
                10,
                -1);
    }

    private static CallRow row(String id, Outcome outcome) {
        return new CallRow(
                begin(id, "fast"),
                "openai",
                "gpt-4o-mini",
                0,
                outcome,
                200,
                Usage.of(10, 20),
                false,
                Optional.of(new Cost(123)),
                250,
                100,
                "bypass",
                List.of(),
                "");
    }
}
