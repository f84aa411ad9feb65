package dev.eclusa.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class BodyEditorTest {
    private static final int ROUNDS = 2_000;

    @Test
    void whateverIsSetAndRemovedTheRestStaysAndTheBodyStaysJson() {
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode expected = JsonCodec.object();
            int members = random.nextInt(7);
            for (int i = 0; i < members; i++) {
                expected.put("m" + i, random.nextBoolean() ? "{,}" : "x\"]");
            }
            String body = JsonCodec.text(expected).replace(",\"", random.nextBoolean() ? " , \"" : ",\"");
            BodyEditor editor = new BodyEditor(JsonIndex.of(body.getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < members; i++) {
                switch (random.nextInt(3)) {
                    case 0 -> {
                        editor.remove("m" + i);
                        expected.remove("m" + i);
                    }
                    case 1 -> {
                        editor.set("m" + i, "[1]");
                        expected.putArray("m" + i).add(1);
                    }
                    default -> {}
                }
            }
            byte[] edited = editor.bytes();
            assertThat((Object) JsonCodec.request(edited)).as(body).isEqualTo(expected);
        }
    }
}
