package dev.eclusa.protocol.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LitellmFieldsTest {
    private static String edited(String answer) {
        return new String(LitellmFields.in(answer.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void everyChoiceAndItsMessageHaveAPlaceForWhatIsPeculiar() {
        assertThat(edited("{\"x\":1.50, \"choices\": [{\"index\":0,\"message\":{\"role\":\"assistant\"}},"
                        + " {\"message\":{\"content\":\"é\"},\"index\":1}]}"))
                .isEqualTo("{\"x\":1.50, \"choices\": [{\"provider_specific_fields\":{},\"index\":0,\"message\":"
                        + "{\"provider_specific_fields\":{},\"role\":\"assistant\"}},"
                        + " {\"provider_specific_fields\":{},\"message\":{\"provider_specific_fields\":{},\"content\":\"é\"},"
                        + "\"index\":1}]}");
    }

    @Test
    void whatIsThereStays() {
        String said = "{\"choices\":[{\"provider_specific_fields\":{\"a\":1},\"message\":"
                + "{\"provider_specific_fields\":null,\"content\":\"x\"}}]}";
        assertThat(edited(said)).isEqualTo(said);
    }

    @Test
    void anEmbeddingWroteNothing() {
        assertThat(edited("{\"data\":[{\"embedding\":[0.10]}],\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}"))
                .isEqualTo("{\"data\":[{\"embedding\":[0.10]}],\"usage\":{\"completion_tokens\":0,\"prompt_tokens\":2,"
                        + "\"total_tokens\":2}}");
    }

    @Test
    void whatIsNoAnswerStays() {
        for (String other : new String[] {
            "[]",
            "no JSON",
            "{\"choices\":[]}",
            "{\"choices\":[{\"text\":\"a\"}]}",
            "{\"choices\":\"x\"}",
            "{\"data\":[],\"usage\":{\"input_tokens\":1}}"
        }) {
            assertThat(edited(other)).isEqualTo(other);
        }
    }
}
