package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.CHAT;
import static dev.eclusa.protocol.ollama.Samples.GENERATE;
import static dev.eclusa.protocol.ollama.Samples.STYLE;
import static dev.eclusa.protocol.ollama.Samples.bytes;
import static dev.eclusa.protocol.ollama.Samples.encoded;
import static dev.eclusa.protocol.ollama.Samples.fold;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.frame.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes come, only the dialect's own refusals are thrown. */
class OllamaFuzzTest {
    private static final int ROUNDS = 3_000;
    private static final String[] VALUES = {
        "null",
        "-1",
        "1e400",
        "\"\"",
        "[]",
        "{}",
        "true",
        "99999999999999999999",
        "[null]",
        "\"x\"",
        "[[]]",
        "{\"a\":[{}]}"
    };
    private static final String REQUEST = """
            {"model":"m","prompt":"p","messages":[{"role":"user","content":"x","images":["iVBO"]},\
            {"role":"assistant","content":"","thinking":"t","reasoning_details":[{"text":"a","signature":"b"}],\
            "tool_calls":[{"id":"i","function":{"name":"n","arguments":{"a":1}}}]},\
            {"role":"tool","tool_name":"n","content":"y"}],"tools":[{"type":"function","function":{"name":"n",\
            "parameters":{}}}],"options":{"seed":1,"stop":["a"],"temperature":0.5,"num_predict":3},"format":"json",\
            "think":true,"stream":true,"logprobs":true,"top_logprobs":2}""";
    private static final String ANSWER = """
            {"model":"m","created_at":"c","message":{"role":"assistant","content":"x","thinking":"t",\
            "reasoning_details":[{"text":"a","signature":"b"}],"tool_calls":[{"id":"i","function":{"name":"n",\
            "arguments":{"a":1}}}]},"response":"r","logprobs":[{"token":"t","logprob":-1}],"done":true,\
            "done_reason":"stop","error":"","prompt_eval_count":1,"eval_count":2}""";

    private final Random random = new Random(20260807);

    @Test
    void requestsAreReadOrRefused() {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Dialect dialect = round % 2 == 0 ? CHAT : GENERATE;
            try {
                var request = dialect.requests().decode(RequestSource.of(mutated(REQUEST)));
                assertThat(encoded(request, "m", true).body()).isNotEmpty();
                read++;
            } catch (InvalidRequest refused) {
                assertThat(refused.failure().message()).isNotEmpty();
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS);
    }

    @Test
    void answersAreReadOrRefused() {
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = mutated(ANSWER);
            try {
                List<dev.eclusa.core.chat.ChatEvent> events = new ArrayList<>();
                if (round % 2 == 0) {
                    CHAT.answers().decode(body, events::add);
                } else {
                    CHAT.newDecoder().decode(new Frame("", body, 0, body.length), events::add);
                }
                assertThat(CHAT.answers().encode(fold(events), STYLE)).isNotEmpty();
                read++;
            } catch (MalformedAnswer refused) {
                assertThat(refused).hasMessageContaining("provider");
            }
        }
        assertThat(read).isBetween(ROUNDS / 20, ROUNDS);
    }

    @Test
    void errorsAreAlwaysRead() {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(CHAT.errors().decode(400, header -> "", mutated("{\"error\":{\"message\":\"m\",\"code\":1}}")))
                    .isNotNull();
        }
    }

    /** Half the time a value is swapped for another, which leaves most documents well-formed; else bytes are broken. */
    private byte[] mutated(String text) {
        if (random.nextBoolean()) {
            return swapped(text);
        }
        byte[] bytes = bytes(text);
        for (int count = random.nextInt(3); count >= 0; count--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(10) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private byte[] swapped(String text) {
        int colon = text.indexOf(':', random.nextInt(text.length()));
        if (colon < 0) {
            return bytes(text);
        }
        int end = colon + 1;
        int depth = 0;
        boolean quoted = false;
        while (end < text.length()) {
            char c = text.charAt(end);
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            if (depth < 0 || (depth == 0 && !quoted && c == ',')) {
                break;
            }
            end++;
        }
        return bytes(text.substring(0, colon + 1) + VALUES[random.nextInt(VALUES.length)] + text.substring(end));
    }
}
