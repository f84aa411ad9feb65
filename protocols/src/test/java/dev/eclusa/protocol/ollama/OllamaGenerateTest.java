package dev.eclusa.protocol.ollama;

import static dev.eclusa.protocol.ollama.Samples.GENERATE;
import static dev.eclusa.protocol.ollama.Samples.encoded;
import static dev.eclusa.protocol.ollama.Samples.plain;
import static dev.eclusa.protocol.ollama.Samples.request;
import static dev.eclusa.protocol.ollama.Samples.tree;
import static dev.eclusa.protocol.ollama.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.protocol.InvalidRequest;
import org.junit.jupiter.api.Test;

class OllamaGenerateTest {
    @Test
    void aPromptBecomesAChat() {
        ChatRequest request = request(GENERATE, """
                {'model':'m','prompt':'What?','system':'Be brief.','images':['R0lGODlh'],'format':'json',
                 'options':{'num_ctx':10,'temperature':1},'think':false,'keep_alive':0,'raw':false,'context':[]}""");

        assertThat(request.stream()).isTrue();
        assertThat(plain(written(request))).isEqualTo(plain(tree("""
                        {"model":"m","messages":[{"role":"system","content":"Be brief."},
                         {"role":"user","content":"What?","images":["R0lGODlh"]}],"format":"json","stream":true,
                         "think":false,"options":{"num_ctx":10,"temperature":1},"keep_alive":0}""")));
        assertThat(encoded(request, "m", true).dropped()).isEmpty();
    }

    @Test
    void namesWhatAChatCannotSay() {
        ChatRequest request = request(
                GENERATE,
                "{'model':'m','prompt':'def f(','suffix':'return','raw':true,'template':'T','context':[1,2],"
                        + "'images':['https://x/y']}");

        assertThat(encoded(request, "m", true).dropped())
                .containsExactlyInAnyOrder("suffix", "raw", "template", "context", "images[0]");
    }

    @Test
    void refusesAnEmptyPrompt() {
        assertThatThrownBy(() -> request(GENERATE, "{'model':'m','prompt':''}"))
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        refusal -> assertThat(refusal.failure().param()).contains("prompt"));
    }
}
