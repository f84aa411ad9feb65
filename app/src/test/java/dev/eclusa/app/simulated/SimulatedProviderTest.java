package dev.eclusa.app.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.testkit.Header;
import dev.eclusa.testkit.RawClient;
import dev.eclusa.testkit.Response;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedProviderTest {
    @Test
    void failsAsOftenAsConfigured() {
        try (SimulatedProvider provider = started("0", "0.25", Duration.ZERO)) {
            List<Integer> statuses = Stream.generate(() -> ask(provider, false).status())
                    .limit(8)
                    .toList();
            assertThat(statuses).containsExactly(200, 200, 200, 500, 200, 200, 200, 500);
        }
    }

    @Test
    void waitsBeforeTheFirstTokenAndBetweenTokens() {
        try (SimulatedProvider provider = started("50", "0", Duration.ofMillis(100))) {
            long began = System.nanoTime();
            Response answer = ask(provider, true);
            assertThat(answer.text()).contains("[simulated]").endsWith("data: [DONE]\n\n");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(180));
        }
    }

    private static SimulatedProvider started(String rate, String errors, Duration latency) {
        return SimulatedProvider.start(
                new Configuration.Simulated(latency, new BigDecimal(rate), new BigDecimal(errors)));
    }

    private static Response ask(SimulatedProvider provider, boolean streamed) {
        try (RawClient client = RawClient.connect(provider.port())) {
            return client.request(
                            "POST",
                            "/v1/chat/completions",
                            Header.list("Content-Type", "application/json"),
                            "{\"stream\":" + streamed + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}")
                    .read();
        }
    }
}
