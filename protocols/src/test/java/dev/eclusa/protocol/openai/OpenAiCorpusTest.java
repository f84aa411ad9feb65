package dev.eclusa.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.openai.Recordings.Recording;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiCorpusTest {
    /** A recording cut before its end, and one whose provider reports a failure midway. */
    private static final Set<String> BROKEN = Set.of(
            "huggingface/tgi-chat-stream-toolcall-llama-3.1-8b-instruct-02.json",
            "openrouter/chat-stream-think-minimax-m2-free-01.json");

    private static final OpenAiDialect PLAIN = new OpenAiDialect(Set.of());

    @Test
    void everyRecordedRequestComesBackTheSame() {
        SoftAssertions all = new SoftAssertions();
        List<Recording> requests = Recordings.all()
                .filter(recording -> recording.request().path("messages").isArray())
                .toList();
        for (Recording recording : requests) {
            JsonNode request = named(recording.request());
            all.assertThatCode(() -> {
                        ChatRequest decoded = PLAIN.requests().decode(RequestSource.of(JsonCodec.bytes(request)));
                        EncodedRequest encoded = PLAIN.requests().encode(decoded, Samples.target(decoded.model()));
                        assertThat(encoded.dropped()).isEmpty();
                        assertThat(SameMeaning.of(JsonCodec.answer(encoded.body(), 0, encoded.body().length)))
                                .isEqualTo(SameMeaning.of(request));
                    })
                    .as(recording.file())
                    .doesNotThrowAnyException();
        }
        System.out.println("Requests decoded and written again: " + requests.size());
        all.assertAll();
    }

    @Test
    void everyRecordedAnswerSurvivesTheVocabulary() {
        SoftAssertions all = new SoftAssertions();
        List<Recording> answers = Recordings.all()
                .filter(recording ->
                        recording.status() == 200 && recording.events().isEmpty())
                .filter(recording -> recording.body().isObject())
                .toList();
        for (Recording recording : answers) {
            all.assertThatCode(() -> {
                        Answer answer = Samples.whole(dialect(recording), recording.body());
                        assertThat(answer.failure()).isEmpty();
                        assertThat(answer.choices()).isNotEmpty();
                        byte[] written = PLAIN.answers().encode(answer, Samples.STYLE);
                        Answer again = Samples.whole(PLAIN, JsonCodec.answer(written, 0, written.length));
                        assertThat(again).isEqualTo(identified(answer));
                        assertSaid(recording.body().path("choices").path(0), answer);
                    })
                    .as(recording.file())
                    .doesNotThrowAnyException();
        }
        System.out.println("Answers decoded and written again: " + answers.size());
        all.assertAll();
    }

    @Test
    void everyRecordedStreamSurvivesTheVocabulary() {
        SoftAssertions all = new SoftAssertions();
        List<Recording> streams = Recordings.all()
                .filter(recording ->
                        recording.status() == 200 && recording.events().isPresent())
                .toList();
        for (Recording recording : streams) {
            all.assertThatCode(() -> stream(recording)).as(recording.file()).doesNotThrowAnyException();
        }
        System.out.println("Streams decoded and written again: " + streams.size());
        all.assertAll();
    }

    private static void stream(Recording recording) {
        List<ChatEvent> events =
                Samples.stream(dialect(recording), recording.events().orElseThrow());
        Answer answer = Samples.fold(events);
        assertThat(events.getFirst()).isInstanceOf(ChatEvent.Started.class);
        assertThat(events.getLast() instanceof ChatEvent.Ended).isEqualTo(!BROKEN.contains(recording.file()));
        if (BROKEN.contains(recording.file())) {
            return;
        }
        List<ChatEvent> again = Samples.stream(PLAIN, Samples.written(PLAIN, events));
        assertThat(Samples.fold(again)).isEqualTo(identified(answer));
        byte[] whole = PLAIN.answers().encode(answer, Samples.STYLE);
        Answer held = Samples.whole(PLAIN, JsonCodec.answer(whole, 0, whole.length));
        assertThat(Samples.texts(held)).isEqualTo(Samples.texts(answer));
        assertThat(held.usage()).isEqualTo(answer.usage());
        assertThat(held.choices().getFirst().reason())
                .isEqualTo(answer.choices().getFirst().reason());
    }

    /** The answer as its client sees it: with an id, whether the provider gave one or not. */
    private static Answer identified(Answer answer) {
        String id = answer.id().isEmpty() ? Samples.STYLE.id() : answer.id();
        return new Answer(id, answer.model(), answer.choices(), answer.usage(), answer.failure());
    }

    @Test
    void everyRecordedErrorIsUnderstood() {
        SoftAssertions all = new SoftAssertions();
        List<Recording> errors =
                Recordings.all().filter(recording -> recording.status() >= 400).toList();
        for (Recording recording : errors) {
            byte[] body = JsonCodec.bytes(recording.body().isMissingNode() ? JsonCodec.object() : recording.body());
            Failure.OfProvider failure = PLAIN.errors().decode(recording.status(), name -> "", body);
            all.assertThat(failure.status()).as(recording.file()).isEqualTo(recording.status());
            boolean worded = recording.body().isObject();
            all.assertThat(!worded || !failure.message().startsWith("The provider answered with status"))
                    .as(recording.file() + " " + failure.message())
                    .isTrue();
        }
        System.out.println("Errors decoded: " + errors.size());
        all.assertAll();
    }

    private static OpenAiDialect dialect(Recording recording) {
        return new OpenAiDialect(
                recording.provider().equals("xai") ? Set.of("REASONING_OUTSIDE_COMPLETION") : Set.of());
    }

    /** Azure names the model in the path. */
    private static JsonNode named(JsonNode request) {
        return request.has("model") ? request : ((tools.jackson.databind.node.ObjectNode) request).put("model", "m");
    }

    private static void assertSaid(JsonNode choice, Answer answer) {
        JsonNode message = choice.path("message");
        List<Content> content = answer.choices().getFirst().content();
        if (message.path("content").isString()) {
            assertThat(Samples.texts(answer)).isEqualTo(message.path("content").asString());
        }
        assertThat(content.stream().filter(Content.ToolCall.class::isInstance).count())
                .isEqualTo(message.path("tool_calls").size());
    }
}
