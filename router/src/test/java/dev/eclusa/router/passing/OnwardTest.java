package dev.eclusa.router.passing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.engine.routing.Target;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.protocol.InvalidRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnwardTest {
    private static final List<String> PIECES = List.of(
            "/", "//", ".", "..", "%2e", "%2E", "%2f", "%2F", "%5c", "\\", "%25", "2e", "2f", "a", "b%20c", ";", ";x=1",
            "%", "%00", "~", ":run", "%c0%ae", "%u002e", "?", "#", " ", "é");

    private static Passage passage(String version) {
        Target.Endpoint endpoint = new Target.Endpoint(false, "h", 80, "/base/in", "/base/in", Map.of(), List.of());
        Target target = new Target(
                "p",
                "m",
                "openai",
                endpoint,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                Set.of(),
                Timeouts.DEFAULT);
        return new Passage(
                "/p",
                "/p/*",
                true,
                Passage.METHODS,
                new Passage.Place(target, version, Map.of("q", "1"), ""),
                true,
                false,
                Optional.empty(),
                Duration.ofSeconds(1));
    }

    @Test
    void whateverGoesOnStaysBelowItsTargetHoweverOftenItIsDecoded() {
        Random random = new Random(7);
        int passed = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder path = new StringBuilder("/p/");
            for (int n = random.nextInt(8); n >= 0; n--) {
                path.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            try {
                String onward = Onward.of(passage(""), path.toString(), "", key -> false);
                staysBelow(onward.replaceFirst("\\?q=1$", ""));
                passed++;
            } catch (InvalidRequest refused) {
                assertThat(refused.failure().status()).isEqualTo(400);
            }
        }
        assertThat(passed).isGreaterThan(10_000);
    }

    private static void staysBelow(String path) {
        String read = path;
        for (int round = 0; round < 4; round++) {
            assertThat(normal(read)).as(path).startsWith("/base/in");
            read = decoded(read);
        }
    }

    /** As the most lenient of servers read it. */
    private static String normal(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.replace('\\', '/').split("/")) {
            String bare = segment.replaceFirst(";.*", "");
            if (bare.equals("..")) {
                segments.pollLast();
            } else if (!bare.isEmpty() && !bare.equals(".")) {
                segments.addLast(bare);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean escape = text.charAt(i) == '%' && text.substring(i + 1).matches("(?s)[0-9a-fA-F]{2}.*");
            decoded.append(escape ? (char) Integer.parseInt(text.substring(i + 1, i + 3), 16) : text.charAt(i));
            i += escape ? 2 : 0;
        }
        return decoded.toString();
    }

    @Test
    void theClientsQueryGoesBeforeTheTargetsAndAGatewayKeyIsCutOut() {
        assertThat(Onward.of(passage(""), "/p", "", key -> false)).isEqualTo("/base/in?q=1");
        assertThat(Onward.of(passage(""), "/p/x", "q=2&a=%26", key -> false)).isEqualTo("/base/in/x?q=2&a=%26");
        assertThat(Onward.of(passage(""), "/p/x", "key=sk%2Da&q&key=b", "sk-a"::equals))
                .isEqualTo("/base/in/x?q&key=b");
        assertThat(Onward.encoded("a b&ü")).isEqualTo("a%20b%26%C3%BC");
        assertThat(Onward.query("a=1&&b")).containsEntry("a", "1").containsEntry("b", "");
    }

    @Test
    void aVersionIsPutBeforePathsWithoutOne() {
        assertThat(Onward.of(passage("/v1"), "/p/files", "q", key -> false)).isEqualTo("/base/in/v1/files?q");
        assertThat(Onward.of(passage("/v1"), "/p/v1beta/files", "q", key -> false))
                .isEqualTo("/base/in/v1beta/files?q");
        assertThat(Onward.of(passage("/v1"), "/p/video", "q", key -> false)).isEqualTo("/base/in/v1/video?q");
    }

    @Test
    void everyModelThatIsNamedIsFound() {
        byte[] body = "{\"model\":\"a\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(NamedModel.of("/x/models/b%2Dc:run", "application/json", body, 10))
                .containsExactly("b-c", "a");
        assertThat(NamedModel.of("/x", "", new byte[0], 10)).isEmpty();
        assertThat(NamedModel.of("/x", "text/plain", "hello".getBytes(StandardCharsets.UTF_8), 10))
                .isEmpty();
        String form = "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\none\r\n"
                + "--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\ntwo\r\n--b--\r\n";
        assertThat(NamedModel.of("/x", "multipart/form-data; boundary=b", form.getBytes(StandardCharsets.UTF_8), 10))
                .containsExactly("one", "two");
        assertThatThrownBy(() -> NamedModel.of("/x", "Application/JSON", new byte[] {'{'}, 10))
                .isInstanceOf(InvalidRequest.class);
    }
}
