package dev.eclusa.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonScannerTest {
    private static final String SAMPLE =
            "{\"a\":[1,-2.5e3,true,false,null,\"x\\u00e9\\n\"],\"b\":{\"c\":{},\"d\":[]},\"é\":\"ü\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "0",
                "-1.5E+7",
                "\"\"",
                "null",
                " [ 1 , 2 ] ",
                "{\"a\":{\"b\":[{}]}}",
                "\"\\ud83d\\ude00\""
            })
    void passesOverWholeDocuments(String json) {
        assertThat(accepts(json.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{,}",
                "01",
                "1.",
                "+1",
                "tru",
                "'a'",
                "\"\\x\"",
                "\"\t\"",
                "[1 2]",
                "{\"a\":1,}",
                "nul",
                "[}",
                "{]",
                "-",
                "1e"
            })
    void refusesWhatIsNotJson(String json) {
        assertThat(accepts(json.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void refusesInvalidUtf8() {
        byte[][] wrong = {
            {'"', (byte) 0xC0, (byte) 0x80, '"'},
            {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
            {'"', (byte) 0xFF, '"'},
            {'"', (byte) 0xE2, (byte) 0x82, '"'}
        };
        for (byte[] bytes : wrong) {
            assertThat(accepts(bytes)).isFalse();
        }
    }

    @Test
    void refusesAHundredThousandLevelsWithoutRunningOutOfStack() {
        byte[] deep = ("[".repeat(100_000) + "]".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
        assertThat(accepts(deep)).isFalse();
        assertThat(accepts(("[".repeat(128) + "]".repeat(128)).getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(accepts(("[".repeat(129) + "]".repeat(129)).getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }

    @Test
    void agreesWithAnotherParserOnMutatedDocuments() {
        Random random = new Random(20261121);
        JsonMapper reference = JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = SAMPLE.getBytes(StandardCharsets.UTF_8);
            for (int change = 0; change <= random.nextInt(3); change++) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "{}[]\",:0129.eE+-\\ntf\u0001ax ".charAt(random.nextInt(24));
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.indexOf('\uFFFD') >= 0) {
                continue;
            }
            assertThat(accepts(bytes)).as(text).isEqualTo(reads(reference, bytes));
        }
    }

    @Test
    void findsMembersAndTellsDuplicates() {
        JsonIndex index = JsonIndex.of(SAMPLE.getBytes(StandardCharsets.UTF_8));
        assertThat(index.count()).isEqualTo(3);
        assertThat(index.raw(index.find("b"))).isEqualTo("{\"c\":{},\"d\":[]}");
        assertThat(index.hasDuplicates()).isFalse();
        byte[] twice = "{\"model\":1,\"mod\\u0065l\":2}".getBytes(StandardCharsets.UTF_8);
        assertThat(JsonIndex.of(twice).hasDuplicates()).isTrue();
        assertThatThrownBy(() -> JsonIndex.of("[1]".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(JsonIndex.NotAnObject.class);
    }

    private static boolean accepts(byte[] json) {
        JsonScanner scanner = new JsonScanner(json, json.length);
        try {
            return scanner.skipSpace(scanner.skipValue(scanner.skipSpace(0), 128)) == json.length;
        } catch (JsonScanner.Malformed malformed) {
            return false;
        }
    }

    private static boolean reads(JsonMapper mapper, byte[] json) {
        try {
            mapper.readTree(json);
            return true;
        } catch (JacksonException malformed) {
            return false;
        }
    }
}
