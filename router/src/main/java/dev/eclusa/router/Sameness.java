package dev.eclusa.router;

import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.openai.OpenAiTask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What of a request may change its answer: everything but who asks, how the answer is framed, and what is said to the gateway. */
final class Sameness {
    private static final Set<OpenAiTask> KEPT =
            Set.of(OpenAiTask.CHAT, OpenAiTask.COMPLETION, OpenAiTask.EMBEDDING, OpenAiTask.RERANK);

    /** Fields that do not matter, of all dialects. */
    private static final Set<String> NEITHER = Set.of(
            "model",
            "stream",
            "stream_options",
            "user",
            "metadata",
            "safety_identifier",
            "prompt_cache_key",
            "keep_alive");

    /** With these a question goes on from what a provider keeps, so that it means something else each time. */
    private static final Set<String> REMEMBERED = Set.of("previous_response_id", "conversation", "background");

    /** With these, answers have parts that not every event stream has a word for. */
    private static final Set<String> LOSING =
            Set.of("web_search_options", "mcp_servers", "documents", "container", "citations");

    private static final HexFormat HEX = HexFormat.of();

    private Sameness() {}

    /** Whether the answer to a request may be given again. */
    static boolean isKept(InboundCall call, JsonIndex body) {
        return KEPT.contains(call.task()) && REMEMBERED.stream().noneMatch(body::has);
    }

    /** Whether an answer loses something where it is told as a stream and came whole, or the other way round. */
    static boolean losesByItsForm(InboundCall call, JsonIndex body) {
        return LOSING.stream().anyMatch(body::has) || (!call.dialect().name().equals("openai") && body.has("tools"));
    }

    /**
     * A digest of what matters: SHA-256, in hexadecimal.
     *
     * @param said what else matters
     * @param gateways names of fields that are said to the gateway
     */
    static String digest(InboundCall call, JsonIndex body, String said, List<String> gateways) {
        MessageDigest digest = sha256();
        feed(digest, call.dialect().name() + ' ' + call.task() + ' ' + said);
        IntStream.range(0, body.count())
                .boxed()
                .filter(member -> !NEITHER.contains(body.name(member)) && !gateways.contains(body.name(member)))
                .sorted(Comparator.comparing(body::name))
                .forEach(member -> {
                    feed(digest, body.name(member));
                    feedDense(digest, body.bytes(), body.valueStart(member), body.valueEnd(member));
                });
        return HEX.formatHex(digest.digest());
    }

    private static void feed(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** A value without the white space between its parts. */
    private static void feedDense(MessageDigest digest, byte[] bytes, int start, int end) {
        boolean quoted = false;
        int from = start;
        for (int i = start; i < end; i++) {
            byte one = bytes[i];
            if (quoted && one == '\\') {
                i++;
            } else if (one == '"') {
                quoted = !quoted;
            } else if (!quoted && one <= ' ' && one >= 0) {
                digest.update(bytes, from, i - from);
                from = i + 1;
            }
        }
        digest.update(bytes, from, end - from);
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
