package dev.eclusa.protocol.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.protocol.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartFormTest {
    private static final String TYPE = "multipart/form-data; boundary=\"--x-1\"";

    private static final String BODY =
            "----x-1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a; name=b.wav\"\r\n"
                    + "Content-Type: audio/wav\r\n\r\nRIFF\r\n--\r\n\u0000\r\n"
                    + "----x-1 \r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n"
                    + "----x-1\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n\r\n"
                    + "----x-1--\r\n";

    private static MultipartForm form(String body) {
        return MultipartForm.read(body.getBytes(StandardCharsets.UTF_8), TYPE);
    }

    @Test
    void partsAreFoundByName() {
        MultipartForm form = form(BODY);
        assertThat(form.hasFile("file")).isTrue();
        assertThat(form.hasFile("model")).isFalse();
        assertThat(form.text("model")).contains("whisper-1");
        assertThat(form.text("prompt")).contains("");
        assertThat(form.text("b.wav")).isEmpty();
        assertThat(form.textLength()).isEqualTo("whisper-1".length());
    }

    @Test
    void aPartIsReplacedAndAllElseStays() {
        byte[] edited = form(BODY).with("model", "whisper-large-v3");
        assertThat(new String(edited, StandardCharsets.UTF_8)).isEqualTo(BODY.replace("whisper-1", "whisper-large-v3"));
    }

    @Test
    void aPartThatIsMissingIsAdded() {
        byte[] edited = form(BODY).with("language", "pt");
        assertThat(new String(edited, StandardCharsets.UTF_8)).endsWith(BODY);
        MultipartForm again = MultipartForm.read(edited, TYPE);
        assertThat(again.text("language")).contains("pt");
        assertThat(again.text("model")).contains("whisper-1");
    }

    @Test
    void aFileOfAnyBytesIsPassedOver() {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        for (int i = 0; i < noise.length - 6; i += 997) {
            System.arraycopy("\r\n----x".getBytes(StandardCharsets.UTF_8), 0, noise, i, 6);
        }
        byte[] head = BODY.substring(0, BODY.indexOf("RIFF")).getBytes(StandardCharsets.UTF_8);
        byte[] tail = BODY.substring(BODY.indexOf("\r\n----x-1 ")).getBytes(StandardCharsets.UTF_8);
        byte[] body = Arrays.copyOf(head, head.length + noise.length + tail.length);
        System.arraycopy(noise, 0, body, head.length, noise.length);
        System.arraycopy(tail, 0, body, head.length + noise.length, tail.length);
        MultipartForm form = MultipartForm.read(body, TYPE);
        assertThat(form.text("model")).contains("whisper-1");
        assertThat(form.with("model", "whisper-1")).isEqualTo(body);
    }

    @Test
    void aFormCutAnywhereIsRefused() {
        for (int cut = 0; cut < BODY.length() - 4; cut++) {
            String head = BODY.substring(0, cut);
            assertThatThrownBy(() -> form(head)).as(head).isInstanceOf(InvalidRequest.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/json",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=other"
            })
    void whatNamesNoBoundaryOfTheBodyIsRefused(String type) {
        assertThatThrownBy(() -> MultipartForm.read(BODY.getBytes(StandardCharsets.UTF_8), type))
                .isInstanceOf(InvalidRequest.class);
    }
}
