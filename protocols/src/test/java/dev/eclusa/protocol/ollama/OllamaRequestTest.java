package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.CHAT;
import static dev.eclusa.protocol.ollama.Samples.plain;
import static dev.eclusa.protocol.ollama.Samples.request;
import static dev.eclusa.protocol.ollama.Samples.tree;
import static dev.eclusa.protocol.ollama.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Reasoning;
import dev.eclusa.core.chat.ResponseFormat;
import dev.eclusa.core.chat.Role;
import dev.eclusa.protocol.InvalidRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaRequestTest {
    private static final String FULL = """
            {'model':'qwen3','messages':[
              {'role':'system','content':'Be brief.'},
              {'role':'user','content':'What is this?','images':['iVBORw0KGgoAAAA=','/9j/4AAQ']},
              {'role':'assistant','content':'','thinking':'hm','tool_calls':[
                {'id':'call_1','function':{'name':'a','arguments':{'x':1}}},
                {'id':'call_2','function':{'name':'b','arguments':{}}}]},
              {'role':'tool','tool_name':'b','tool_call_id':'call_2','content':'two'},
              {'role':'tool','tool_name':'a','tool_call_id':'call_1','content':'one'},
              {'role':'user','content':'And?','mood':'calm'}],
             'tools':[{'type':'function','function':{'name':'a','description':'does a','parameters':{'type':'object'}}}],
             'format':{'type':'object','properties':{'n':{'type':'integer'}}},
             'options':{'num_ctx':8192,'num_predict':100,'temperature':0.7,'top_p':0.9,'top_k':40,
               'seed':12345678901234567890,'stop':['END'],'mirostat':1},
             'think':'high','keep_alive':'5m','stream':false,'logprobs':true,'top_logprobs':3}""";

    @Test
    void writesBackWhatItRead() {
        ChatRequest request = request(CHAT, FULL);

        assertThat(plain(written(request))).isEqualTo(plain(tree(FULL.replace('\'', '"'))));
    }

    @Test
    void readsTheVocabulary() {
        ChatRequest request = request(CHAT, FULL);

        assertThat(request.messages())
                .extracting(message -> message.role())
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL, Role.TOOL, Role.USER);
        assertThat(request.messages().get(1).content())
                .extracting(part ->
                        part instanceof Content.Image image && image.source() instanceof Content.Source.Inline inline
                                ? inline.mediaType()
                                : "text")
                .containsExactly("text", "image/png", "image/jpeg");
        assertThat(request.sampling().maxTokens()).hasValue(100);
        assertThat(request.sampling().seed()).contains("12345678901234567890");
        assertThat(request.sampling().topLogprobs()).hasValue(3);
        assertThat(request.reasoning()).contains(Reasoning.effort("high"));
        assertThat(request.format().orElseThrow()).isInstanceOf(ResponseFormat.JsonSchema.class);
        assertThat(request.extras())
                .containsOnlyKeys("options", "keep_alive")
                .containsEntry("options", new Json("{\"num_ctx\":8192,\"mirostat\":1}"));
    }

    @Test
    void streamsUnlessToldOtherwise() {
        String body = "{'model':'m','messages':[{'role':'user','content':'x'}]}";

        assertThat(request(CHAT, body).stream()).isTrue();
        assertThat(request(CHAT, FULL).stream()).isFalse();
    }

    @Test
    void givesCallsWithoutIdsTheSameIdsEachTime() {
        String body = """
                {'model':'m','messages':[
                  {'role':'assistant','tool_calls':[{'function':{'name':'a','arguments':{}}},
                    {'function':{'name':'b','arguments':{}}},{'function':{'name':'a','arguments':{'again':true}}}]},
                  {'role':'tool','tool_name':'b','content':'B'},
                  {'role':'tool','content':'A'},
                  {'role':'tool','tool_name':'a','content':'AA'}]}""";

        ChatRequest request = request(CHAT, body);

        List<String> calls = request.messages().getFirst().content().stream()
                .map(part -> ((Content.ToolCall) part).id())
                .toList();
        assertThat(calls).doesNotHaveDuplicates();
        assertThat(request.messages().stream().skip(1).map(OllamaRequestTest::callId))
                .containsExactly(calls.get(1), calls.get(0), calls.get(2));
        assertThat(request(CHAT, body)).isEqualTo(request);
        assertThat(written(request).toString()).doesNotContain("\"id\"").doesNotContain("tool_call_id");
    }

    private static String callId(dev.eclusa.core.chat.Message message) {
        return ((Content.ToolResult) message.content().getFirst()).callId();
    }

    @Test
    void takesAThoughtSignatureOutOfAnId() {
        String joined = dev.eclusa.protocol.SignedIds.join("call_1", Optional.of("sig"));
        ChatRequest request = request(CHAT, """
                {'model':'m','messages':[
                  {'role':'assistant','tool_calls':[{'id':'%1$s','function':{'name':'a','arguments':{}}}]},
                  {'role':'tool','tool_call_id':'%1$s','content':'A'}]}""".formatted(joined));

        Content.ToolCall call =
                (Content.ToolCall) request.messages().getFirst().content().getFirst();
        assertThat(call.id()).isEqualTo("call_1");
        assertThat(call.signature()).contains("sig");
        assertThat(callId(request.messages().getLast())).isEqualTo("call_1");
    }

    @Test
    void takesBackThinkingWithItsProof() {
        ChatRequest request = request(CHAT, """
                {'model':'m','messages':[{'role':'assistant','content':'a','thinking':'hm','reasoning_details':[
                  {'type':'reasoning.text','text':'hm','signature':'s'},
                  {'type':'reasoning.encrypted','data':'d'}]}]}""");

        assertThat(request.messages().getFirst().content())
                .containsExactly(
                        new Content.Thinking("hm", Optional.of("s"), java.util.Map.of()),
                        new Content.RedactedThinking("d", java.util.Map.of()),
                        Content.text("a"));
    }

    @ParameterizedTest
    @CsvSource({"true,true,", "false,false,none"})
    void readsThinkingOnAndOff(boolean think, boolean enabled, String effort) {
        ChatRequest request =
                request(CHAT, "{'model':'m','think':" + think + ",'messages':[{'role':'user','content':'x'}]}");

        assertThat(request.reasoning().orElseThrow().enabled()).isEqualTo(enabled);
        assertThat(request.reasoning().orElseThrow().effort()).isEqualTo(Optional.ofNullable(effort));
        assertThat(written(request).path("think").asBoolean()).isEqualTo(think);
    }

    @Test
    void keepsAnEndlessAnswerEndless() {
        ChatRequest request =
                request(CHAT, "{'model':'m','options':{'num_predict':-1},'messages':[{'role':'user','content':'x'}]}");

        assertThat(request.sampling().maxTokens()).isEmpty();
        assertThat(written(request).path("options").path("num_predict").asInt()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model | {'messages':[{'role':'user','content':'x'}]}",
                "model | {'model':7,'messages':[{'role':'user','content':'x'}]}",
                "messages | {'model':'m'}",
                "messages | {'model':'m','messages':[]}",
                "messages | {'model':'m','messages':'x'}",
                "messages[0] | {'model':'m','messages':['secret']}",
                "messages[0].role | {'model':'m','messages':[{'role':'secret','content':'x'}]}",
                "messages[0].role | {'model':'m','messages':[{'content':'x'}]}",
                "messages[0].content | {'model':'m','messages':[{'role':'user','content':['x']}]}",
                "messages[0].images[1] | {'model':'m','messages':[{'role':'user','images':['x',2]}]}",
                "options | {'model':'m','messages':[{'role':'user'}],'options':[]}",
                "options.temperature | {'model':'m','messages':[{'role':'user'}],'options':{'temperature':2.5}}",
                "options.temperature | {'model':'m','messages':[{'role':'user'}],'options':{'temperature':'hot'}}",
                "options.num_predict | {'model':'m','messages':[{'role':'user'}],'options':{'num_predict':-3}}",
                "options.num_predict | {'model':'m','messages':[{'role':'user'}],'options':{'num_predict':1e999999}}",
                "options.seed | {'model':'m','messages':[{'role':'user'}],'options':{'seed':1.5}}",
                "options.stop | {'model':'m','messages':[{'role':'user'}],'options':{'stop':[1]}}",
                "stream | {'model':'m','messages':[{'role':'user'}],'stream':'yes'}",
                "format | {'model':'m','messages':[{'role':'user'}],'format':'xml'}",
                "think | {'model':'m','messages':[{'role':'user'}],'think':'secret'}",
                "tools[0].function.name | {'model':'m','messages':[{'role':'user'}],'tools':[{'type':'function'}]}",
                "body | [1]",
                "body | {'model':",
            })
    void refusesWhatIsNoRequest(String param, String body) {
        assertThatThrownBy(() -> request(CHAT, body)).isInstanceOfSatisfying(InvalidRequest.class, refusal -> {
            assertThat(refusal.failure().param()).contains(param);
            assertThat(refusal.failure().message()).doesNotContain("secret");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"'format':''", "'keep_alive':null", "'tools':[]", "'options':{}", "'options':null"})
    void passesOverFieldsThatSayNothing(String field) {
        ChatRequest request = request(CHAT, "{'model':'m','messages':[{'role':'user','content':'x'}]," + field + "}");

        assertThat(request.extras()).isEmpty();
        assertThat(request.format()).isEmpty();
    }
}
