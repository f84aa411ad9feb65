package dev.eclusa.app.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.probe.Availability.State;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.testkit.Gate;
import dev.eclusa.testkit.Reply;
import dev.eclusa.testkit.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderProbeTest {
    private static final String KEY = "sk-secret-of-the-test";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openai|/v1/models|authorization|Bearer sk-secret-of-the-test|{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
                "anthropic|/v1/models?limit=1000|x-api-key|sk-secret-of-the-test|{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}]}",
                "gemini|/v1beta/models?pageSize=1000|x-goog-api-key|sk-secret-of-the-test|{\"models\":[{\"name\":\"models/a\"},{\"name\":\"models/b\"}]}",
                "ollama|/api/tags|authorization|Bearer sk-secret-of-the-test|{\"models\":[{\"name\":\"a\"},{\"name\":\"b\"}]}",
                "together|/v1/models|authorization|Bearer sk-secret-of-the-test|[{\"id\":\"a\"},{\"id\":\"b\"}]",
            })
    void asksEachProviderItsOwnWay(String preset, String target, String header, String value, String list) {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.json(list))) {
            Availability answer = probed(preset, provider.port());
            assertThat(answer.state()).isEqualTo(State.AVAILABLE);
            assertThat(answer.models()).containsExactly("a", "b");
            assertThat(provider.requests().getFirst().target()).isEqualTo(target);
            assertThat(provider.requests().getFirst().header(header)).contains(value);
            provider.verify();
        }
    }

    @Test
    void aRefusedKeyIsNamedButNeverShown() {
        try (ScriptedProvider provider =
                ScriptedProvider.expecting(1).reply(Reply.json(401, "{\"error\":\"bad key " + KEY + "\"}"))) {
            Availability answer = probed("openai", provider.port());
            assertThat(answer.state()).isEqualTo(State.KEY_REFUSED);
            assertThat(answer.advice()).contains("OPENAI_API_KEY");
            assertThat(answer.toString()).doesNotContain(KEY);
        }
    }

    @Test
    void aMissingKeyIsSaidWithoutAsking() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                ProviderProbe probe = new ProviderProbe(Duration.ofSeconds(5))) {
            Availability answer = probe.of(provider("openai", provider.port(), ""));
            assertThat(answer.state()).isEqualTo(State.KEY_MISSING);
            provider.verify();
        }
    }

    @Test
    void openRouterTellsTheCreditLeft() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(2)
                .reply(
                        Reply.json("{\"data\":[{\"id\":\"a\"}]}"),
                        Reply.json("{\"data\":{\"limit_remaining\":12.5,\"usage\":1}}"))) {
            assertThat(probed("openrouter", provider.port()).detail()).contains("Credit left: 12.5 USD");
        }
    }

    @Test
    void openRouterRefusesAKeyThoughItsListIsPublic() {
        try (ScriptedProvider provider =
                ScriptedProvider.expecting(2).reply(Reply.json("{\"data\":[{\"id\":\"a\"}]}"), Reply.json(401, "{}"))) {
            assertThat(probed("openrouter", provider.port()).state()).isEqualTo(State.KEY_REFUSED);
        }
    }

    @Test
    void somethingElseAtTheAddressIsUnexpected() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(1).reply(Reply.html(200, "<html>hello</html>"))) {
            assertThat(probed("openai", provider.port()).state()).isEqualTo(State.UNEXPECTED);
        }
    }

    @Test
    void nothingAtTheAddressIsUnreachable() {
        Availability answer = probed("openai", 9);
        assertThat(answer.state()).isEqualTo(State.UNREACHABLE);
        assertThat(answer.detail()).contains("nothing answers at http://127.0.0.1:9");
    }

    @Test
    void aSilentProviderIsGivenUpInTime() {
        Gate never = new Gate();
        try (ScriptedProvider provider =
                        ScriptedProvider.expecting(1).reply(Reply.after(never, Reply.json("{\"data\":[]}")));
                ProviderProbe probe = new ProviderProbe(Duration.ofMillis(200))) {
            Availability answer = probe.of(provider("openai", provider.port(), KEY));
            assertThat(answer.state()).isEqualTo(State.UNREACHABLE);
            assertThat(answer.detail()).contains("within 200 ms");
        } finally {
            never.open();
        }
    }

    @Test
    void aKeyThatNoHeaderCanCarryIsNotShownEither() {
        try (ScriptedProvider provider = ScriptedProvider.expecting(0);
                ProviderProbe probe = new ProviderProbe(Duration.ofSeconds(5))) {
            Availability answer = probe.of(provider("openai", provider.port(), "sk-\u0001" + KEY));
            assertThat(answer.state()).isEqualTo(State.KEY_REFUSED);
            assertThat(answer.toString()).doesNotContain(KEY);
        }
    }

    private static Availability probed(String preset, int port) {
        try (ProviderProbe probe = new ProviderProbe(Duration.ofSeconds(5))) {
            return probe.all(List.of(provider(preset, port, KEY))).getFirst();
        }
    }

    private static Configuration.Provider provider(String preset, int port, String key) {
        return new Configuration.Provider(
                "p",
                Presets.named(preset).orElseThrow(),
                "http://127.0.0.1:" + port,
                key,
                Map.of(),
                List.of(),
                Timeouts.DEFAULT);
    }
}
