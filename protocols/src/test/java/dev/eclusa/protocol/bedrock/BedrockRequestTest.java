package dev.eclusa.protocol.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.anthropic.AnthropicDialect;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.openai.OpenAiDialect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the service demands of requests, kept whoever asks. */
class BedrockRequestTest {
    private static final String CLAUDE = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String NOVA = "us.amazon.nova-2-lite-v1:0";
    private static final Dialect BEDROCK = new BedrockDialect();
    private static final Dialect OPENAI = new OpenAiDialect(Set.of());

    private static EncodedRequest encoded(Dialect from, String body, String model) {
        ChatRequest request = from.requests().decode(RequestSource.of(body.getBytes(StandardCharsets.UTF_8)));
        return BEDROCK.requests().encode(request, new RequestTarget(model, OptionalLong.empty(), true, Set.of()));
    }

    private static JsonNode written(EncodedRequest encoded) {
        return JsonCodec.answer(encoded.body(), 0, encoded.body().length);
    }

    private static JsonNode openAi(String fields, String model) {
        return written(encoded(OPENAI, "{\"model\":\"m\"," + fields + "}", model));
    }

    private static JsonNode json(String text) {
        return JsonCodec.tree(new Json(text));
    }

    @Test
    void theUserSpeaksFirstAndTurnsAlternateWithoutBlanks() {
        JsonNode body = openAi("""
                "messages":[{"role":"assistant","content":"Hello."},{"role":"user","content":"a"},
                 {"role":"assistant","content":" "},{"role":"user","content":"b"},
                 {"role":"system","content":"Late."}]""", CLAUDE);
        assertThat(body.path("messages")).isEqualTo(json("""
                [{"role":"user","content":[{"text":"."}]},{"role":"assistant","content":[{"text":"Hello."}]},
                 {"role":"user","content":[{"text":"a"},{"text":"b"}]}]"""));
        assertThat(body.path("system")).isEqualTo(json("[{\"text\":\"Late.\"}]"));
    }

    @Test
    void idsThatAreTooLongMeetTheirResultsAllTheSame() {
        String id = "call|" + "x".repeat(90);
        JsonNode messages = openAi("""
                "messages":[{"role":"user","content":"q"},
                 {"role":"assistant","tool_calls":[{"id":"%1$s","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"%1$s","content":"r"}]""".formatted(id), CLAUDE).path("messages");
        String called = messages.path(1)
                .path("content")
                .path(0)
                .path("toolUse")
                .path("toolUseId")
                .asString();
        assertThat(called).matches("[A-Za-z0-9_-]{1,64}");
        assertThat(messages.path(2)
                        .path("content")
                        .path(0)
                        .path("toolResult")
                        .path("toolUseId")
                        .asString())
                .isEqualTo(called);
    }

    @Test
    void toolsThatWereCalledAreDeclaredThoughNobodyOffersThem() {
        JsonNode body = openAi("""
                "messages":[{"role":"user","content":"q"},
                 {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                 {"role":"tool","tool_call_id":"c","content":"r"}]""", CLAUDE);
        assertThat(body.path("toolConfig")
                        .path("tools")
                        .path(0)
                        .path("toolSpec")
                        .path("name")
                        .asString())
                .isEqualTo("f");
    }

    @Test
    void noToolAtAllMeansNoToolsWhereNoneWasCalled() {
        EncodedRequest encoded = encoded(OPENAI, """
                {"model":"m","messages":[{"role":"user","content":"q"}],"tool_choice":"none",
                 "tools":[{"type":"function","function":{"name":"f"}}]}""", CLAUDE);
        assertThat(written(encoded).has("toolConfig")).isFalse();
        assertThat(encoded.dropped()).isEmpty();
    }

    @Test
    void aPictureAtAnAddressIsNamed() {
        EncodedRequest encoded = encoded(OPENAI, """
                {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"what?"},
                 {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
                 {"type":"image_url","image_url":{"url":"data:image/jpg;base64,AAAA"}}]}],"n":2,"seed":1}""", CLAUDE);
        assertThat(encoded.dropped()).containsExactly("messages[0].content[1]", "seed", "n");
        assertThat(written(encoded).path("messages").path(0).path("content").path(1))
                .isEqualTo(json("{\"image\":{\"format\":\"jpeg\",\"source\":{\"bytes\":\"AAAA\"}}}"));
    }

    @Test
    void eachMakerIsToldInItsOwnWordsHowMuchToThink() {
        String asked = "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"reasoning_effort\":\"low\"";
        JsonNode claude = openAi(asked, CLAUDE);
        assertThat(claude.path("additionalModelRequestFields"))
                .isEqualTo(json("{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}}"));
        assertThat(claude.path("inferenceConfig").path("maxTokens").asLong()).isGreaterThan(4096);
        assertThat(openAi(asked, NOVA).path("additionalModelRequestFields"))
                .isEqualTo(json("{\"reasoningConfig\":{\"type\":\"enabled\",\"maxReasoningEffort\":\"low\"}}"));
        assertThat(openAi(asked, "openai.gpt-oss-20b-1:0").path("additionalModelRequestFields"))
                .isEqualTo(json("{\"reasoning_effort\":\"low\"}"));
        assertThat(encoded(OPENAI, "{\"model\":\"m\"," + asked + "}", "meta.llama3-8b-instruct-v1:0")
                        .dropped())
                .containsExactly("reasoning_effort");
    }

    @Test
    void marksOfACacheBecomePointsWhereTheModelTakesThem() {
        String asked = """
                {"model":"m","max_tokens":9,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "messages":[{"role":"user","content":"q"}]}""";
        assertThat(written(encoded(new AnthropicDialect(), asked, CLAUDE)).path("system"))
                .isEqualTo(json("[{\"text\":\"s\"},{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}]"));
        assertThat(written(encoded(new AnthropicDialect(), asked, NOVA)).path("system"))
                .isEqualTo(json("[{\"text\":\"s\"}]"));
    }

    @Test
    void aSchemaIsATextInsideTheRequest() {
        String asked = """
                "messages":[{"role":"user","content":"q"}],"response_format":{"type":"json_schema","json_schema":
                 {"name":"n","schema":{"type":"object","properties":{}}}}""";
        JsonNode schema = openAi(asked, CLAUDE)
                .path("outputConfig")
                .path("textFormat")
                .path("structure")
                .path("jsonSchema");
        assertThat(json(schema.path("schema").asString())
                        .path("additionalProperties")
                        .asBoolean(true))
                .isFalse();
        EncodedRequest inWords = encoded(OPENAI, "{\"model\":\"m\"," + asked + "}", NOVA);
        assertThat(inWords.dropped()).containsExactly("response_format");
        assertThat(written(inWords).path("system").path(0).path("text").asString())
                .contains("\"properties\"");
    }

    @Test
    void aDocumentHasANameTheServiceTakesAndAWordBesideIt() {
        JsonNode content = openAi("""
                "messages":[{"role":"user","content":[{"type":"file","file":
                 {"filename":"R\\u00e9sum\\u00e9_v2.pdf","file_data":"data:application/pdf;base64,AAAA"}}]}]""", CLAUDE).path("messages").path(0).path("content");
        assertThat(content.path(0).path("document").path("name").asString()).matches("[A-Za-z0-9 ()\\[\\]-]+");
        assertThat(content.path(0).path("document").path("format").asString()).isEqualTo("pdf");
        assertThat(content.path(1).path("text").asString()).isNotBlank();
    }
}
