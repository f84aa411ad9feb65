package dev.eclusa.protocol.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.Recordings;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Estimates against the prompt tokens that providers reported. Short prompts with tools fall short of them: providers add
 * hundreds of tokens of their own instructions, which no length shows.
 */
class TokenEstimateCorpusTest {
    private static final Set<String> INPUT =
            Set.of("prompt_tokens", "promptTokenCount", "prompt_eval_count", "input_tokens", "inputTokens");
    private static final Set<String> BESIDE_INPUT = Set.of(
            "cache_creation_input_tokens", "cache_read_input_tokens", "cacheReadInputTokens", "cacheWriteInputTokens");
    private static final Pattern IMAGE =
            Pattern.compile("\"image_url\":|\"type\":\"image\"|\"inlineData\"|\"image\":\\{|\"images\"|fileData");
    private static final Pattern ADDED_TO =
            Pattern.compile("\"tools\":|\"toolConfig\":|\"document|\"type\":\"file\"|\"cachedContent\"");

    /** One recording: whether its provider is known to add text of its own, what was estimated and what was reported. */
    private record Measured(String file, boolean addedTo, long estimate, long reported) {
        boolean holds() {
            return estimate >= reported;
        }
    }

    @Test
    void boundsWhatProvidersCountOfPlainText() {
        List<Measured> all = measured();
        List<Measured> plain = all.stream().filter(one -> !one.addedTo()).toList();
        System.out.println("estimate bounds the reported prompt: " + share(all) + " of " + all.size() + " recordings, "
                + share(plain) + " of the " + plain.size() + " without tools and documents");

        assertThat(all.size()).isGreaterThan(300);
        assertThat(share(all)).isGreaterThan(0.65);
        assertThat(share(plain)).isGreaterThan(0.8);
    }

    private static double share(List<Measured> measured) {
        long held = measured.stream().filter(Measured::holds).count();
        return Math.round(1000.0 * held / measured.size()) / 1000.0;
    }

    private static List<Measured> measured() {
        Optional<Recordings> recordings = Recordings.find();
        assumeTrue(recordings.isPresent(), "no corpus beside this checkout");
        Predicate<JsonNode> answered = row -> row.path("status").asInt(0) == 200
                && !Set.of("responses", "embeddings").contains(row.path("api").asString(""));
        List<Measured> measured = new ArrayList<>();
        recordings.orElseThrow().all(answered).forEach(recording -> {
            JsonNode body = recording.requestBody();
            JsonNode messages = body.has("contents") ? body.path("contents") : body.path("messages");
            long reported = reported(recording);
            if (messages.isArray() && reported > 0) {
                String text = JsonCodec.text(body);
                int images = (int) IMAGE.matcher(text).results().count();
                long estimate = TokenEstimate.fromBody(JsonCodec.bytes(body), messages.size(), images);
                measured.add(new Measured(recording.file(), find(ADDED_TO, text), estimate, reported));
            }
        });
        return measured;
    }

    private static boolean find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find();
    }

    private static long reported(Recordings.Recording recording) {
        long[] most = {reported(recording.exchange().path("response").path("body"))};
        recording.frames(frame -> {
            try {
                most[0] = Math.max(most[0], reported(JsonCodec.answer(frame)));
            } catch (MalformedAnswer marker) {
                assertThat(frame.length()).isPositive();
            }
        });
        return most[0];
    }

    /** The largest prompt count anywhere in a document; what stands beside it is added where it is not included. */
    private static long reported(JsonNode node) {
        long most = 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            long count = reported(field.getValue());
            if (INPUT.contains(field.getKey())) {
                boolean beside = !field.getKey().startsWith("prompt");
                count = field.getValue().asLong(0) + (beside ? beside(node) : 0);
            }
            most = Math.max(most, count);
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                most = Math.max(most, reported(element));
            }
        }
        return most;
    }

    private static long beside(JsonNode usage) {
        return BESIDE_INPUT.stream()
                .mapToLong(name -> usage.path(name).asLong(0))
                .sum();
    }
}
