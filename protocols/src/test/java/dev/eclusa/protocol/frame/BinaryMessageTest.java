package dev.eclusa.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.MalformedAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinaryMessageTest {
    /** AWS's own example of an event without headers and with the payload {@code {'foo':'bar'}}. */
    private static final byte[] AMAZONS =
            HexFormat.of().parseHex("0000001d00000000fd528c5a7b27666f6f273a27626172277dc36539" + "36");

    private static byte[] stream() {
        ByteSink out = new ByteSink(256);
        BinaryMessage.event("messageStart", bytes("{\"role\":\"assistant\"}"), out);
        BinaryMessage.event("contentBlockDelta", bytes("{\"delta\":{\"text\":\"Évora\"}}"), out);
        BinaryMessage.event("metadata", bytes("{}"), out);
        BinaryMessage.exception("throttlingException", bytes("{\"message\":\"slow\"}"), out);
        return out.take();
    }

    @Test
    void readsAmazonsOwnExample() {
        assertThat(cut(AMAZONS, AMAZONS.length)).containsExactly("|{'foo':'bar'}");
    }

    @Test
    void cutsTheSameMessagesWhereverTheReadsSplit() {
        byte[] stream = stream();
        List<String> whole = cut(stream, stream.length);
        assertThat(whole)
                .containsExactly(
                        "messageStart|{\"role\":\"assistant\"}",
                        "contentBlockDelta|{\"delta\":{\"text\":\"Évora\"}}",
                        "metadata|{}",
                        "exception:throttlingException|{\"message\":\"slow\"}");
        for (int at = 0; at <= stream.length; at++) {
            assertThat(cut(stream, at)).as("split at %s", at).isEqualTo(whole);
        }
    }

    @Test
    void aBrokenByteAnywhereIsNoticed() {
        byte[] stream = stream();
        Random random = new Random(20261122);
        for (int at = 0; at < stream.length; at++) {
            byte[] broken = stream.clone();
            broken[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(readsAsBefore(broken)).as("byte %s", at).isFalse();
        }
    }

    private static boolean readsAsBefore(byte[] broken) {
        try {
            return cut(broken, broken.length).equals(cut(stream(), 0));
        } catch (MalformedAnswer noticed) {
            return false;
        }
    }

    @Test
    void aStreamThatIsCutGivesOnlyWholeMessages() {
        byte[] stream = stream();
        assertThat(cut(Arrays.copyOf(stream, stream.length - 1), 5)).hasSize(3);
    }

    @Test
    void longerMessagesThanTheLimitAreRefusedBeforeTheyCome() {
        ByteSink out = new ByteSink(64);
        BinaryMessage.event("e", new byte[2000], out);
        byte[] head = Arrays.copyOf(out.take(), 20);
        FrameSplitter splitter = new FrameSplitter(false, new FrameLimits(1000, 1000));
        assertThatThrownBy(() -> splitter.feed(head, 0, head.length, (frame, from, to) -> {}))
                .isInstanceOf(MalformedAnswer.class)
                .hasMessageContaining("limit");
    }

    private static List<String> cut(byte[] bytes, int at) {
        List<String> frames = new ArrayList<>();
        FrameSplitter splitter = new FrameSplitter(false);
        FrameSink sink = (frame, from, to) -> frames.add(frame.event() + "|" + frame.text());
        splitter.feed(bytes, 0, at, sink);
        splitter.feed(bytes, at, bytes.length - at, sink);
        splitter.end(sink);
        return frames;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
