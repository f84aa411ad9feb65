package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.CHAT;
import static dev.eclusa.protocol.ollama.Samples.GENERATE;
import static dev.eclusa.protocol.ollama.Samples.STYLE;
import static dev.eclusa.protocol.ollama.Samples.events;
import static dev.eclusa.protocol.ollama.Samples.fold;
import static dev.eclusa.protocol.ollama.Samples.plain;
import static dev.eclusa.protocol.ollama.Samples.request;
import static dev.eclusa.protocol.ollama.Samples.stream;
import static dev.eclusa.protocol.ollama.Samples.whole;
import static dev.eclusa.protocol.ollama.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.Recordings;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.openai.OpenAiDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recorded traffic, where a checkout has it. */
class OllamaCorpusTest {
    private static Stream<Recordings.Recording> own() {
        Optional<Recordings> recordings = Recordings.find();
        assumeTrue(recordings.isPresent(), "no corpus beside this checkout");
        return recordings
                .orElseThrow()
                .all(row -> row.path("provider").asString("").equals("ollama")
                        && Set.of("chat", "generate").contains(row.path("api").asString("")));
    }

    private static Dialect dialect(Recordings.Recording recording) {
        return recording.api().equals("generate") ? GENERATE : CHAT;
    }

    @Test
    void requestsAreWrittenBackAsTheyCame() {
        int[] count = new int[1];
        own().forEach(recording -> {
            JsonNode sent = recording.requestBody();
            var request = dialect(recording).requests().decode(recording.requestSource());
            if (recording.api().equals("chat")) {
                ObjectNode expected = ((ObjectNode) plain(sent));
                expected.put("stream", request.stream());
                assertThat(plain(written(request))).as(recording.file()).isEqualTo(expected);
            }
            count[0]++;
        });
        System.out.println("ollama requests read: " + count[0]);
        assertThat(count[0]).isGreaterThanOrEqualTo(8);
    }

    @Test
    void answersSurviveTheRoundTrip() {
        int[] count = new int[1];
        own().filter(recording -> recording.status() == 200).forEach(recording -> {
            Dialect dialect = dialect(recording);
            List<ChatEvent> events = read(dialect, recording);
            assertThat(events).as(recording.file()).endsWith(new ChatEvent.Ended());
            Answer answer = fold(events);
            assertThat(answer.choices().getFirst().content())
                    .as(recording.file())
                    .isNotEmpty();
            assertThat(answer.usage()).as(recording.file()).isPresent();
            assertThat(fold(whole(dialect, dialect.answers().encode(answer, STYLE))))
                    .as(recording.file())
                    .isEqualTo(answer);
            assertThat(fold(events(dialect, stream(dialect, events))))
                    .as(recording.file())
                    .isEqualTo(answer);
            count[0]++;
        });
        System.out.println("ollama answers read: " + count[0]);
        assertThat(count[0]).isGreaterThanOrEqualTo(7);
    }

    @Test
    void errorsAreRead() {
        own().filter(recording -> recording.status() >= 400).forEach(recording -> {
            Failure.OfProvider failure =
                    CHAT.errors().decode(recording.status(), header -> "", recording.responseBytes());
            assertThat(failure.kind()).isEqualTo(Failure.OfProvider.Kind.MODEL_MISSING);
            assertThat(failure.message()).contains("not found");
        });
    }

    /** Answers of OpenAI-compatible providers shown to Ollama's clients: words, thoughts and calls all arrive. */
    @Test
    void foreignAnswersArriveWhole() {
        Optional<Recordings> recordings = Recordings.find();
        assumeTrue(recordings.isPresent(), "no corpus beside this checkout");
        Dialect openAi = new OpenAiDialect(Set.of());
        int[] count = new int[1];
        recordings
                .orElseThrow()
                .all(row -> row.path("status").asInt(0) == 200
                        && row.path("api").asString("").contains("chat")
                        && !row.path("provider").asString("").equals("cohere"))
                .forEach(recording -> {
                    List<ChatEvent> events = foreign(openAi, recording);
                    if (!events.contains(new ChatEvent.Ended())) {
                        return;
                    }
                    String expected = gist(fold(events));
                    assertThat(gist(fold(events(CHAT, stream(CHAT, events)))))
                            .as(recording.file())
                            .isEqualTo(expected);
                    assertThat(gist(fold(whole(CHAT, CHAT.answers().encode(fold(events), STYLE)))))
                            .as(recording.file())
                            .isEqualTo(expected);
                    count[0]++;
                });
        System.out.println("foreign answers shown to Ollama clients: " + count[0]);
        assertThat(count[0]).isGreaterThan(100);
    }

    private static List<ChatEvent> foreign(Dialect openAi, Recordings.Recording recording) {
        try {
            return read(openAi, recording);
        } catch (MalformedAnswer otherDialect) {
            return List.of();
        }
    }

    private static List<ChatEvent> read(Dialect dialect, Recordings.Recording recording) {
        if (recording.isDocument()) {
            return whole(dialect, recording.responseBytes());
        }
        List<ChatEvent> events = new ArrayList<>();
        Dialect.EventDecoder decoder = dialect.newDecoder();
        recording.frames(frame -> {
            if (!events.contains(new ChatEvent.Ended())) {
                decoder.decode(frame, events::add);
            }
        });
        if (!events.contains(new ChatEvent.Ended())) {
            decoder.end(events::add);
        }
        return events;
    }

    /** Text, thinking and calls of the first choice, without regard to how parts were cut or ordered. */
    private static String gist(Answer answer) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (Content part : answer.choices().isEmpty()
                ? List.<Content>of()
                : answer.choices().getFirst().content()) {
            switch (part) {
                case Content.Text words -> text.append(words.text());
                case Content.Refusal words -> text.append(words.text());
                case Content.Thinking thought -> thinking.append(thought.text());
                case Content.ToolCall call ->
                    calls.append(call.id()).append(call.name()).append(plain(JsonCodec.object(call.arguments())));
                default -> {}
            }
        }
        return JsonCodec.array()
                .add(text.toString())
                .add(thinking.toString())
                .add(calls.toString())
                .toString();
    }
}
