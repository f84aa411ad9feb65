package dev.eclusa.router;

import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.openai.OpenAiTask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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

    /** What makes another call of a plan the same; empty where the answer may not be given again. */
    static Optional<CacheKey> key(DecodedRequest request, Plan plan, String tenant, String namespace) {
        InboundCall call = request.call();
        JsonIndex index = request.index();
        Candidate first = plan.candidate(0);
        boolean isTranslated = request.embedding().isPresent() && !request.passesThrough(first.target());
        if (request.isForm() || isTranslated || !isKept(call, index)) {
            return Optional.empty();
        }
        boolean formMatters = request.isOtherTask() || losesByItsForm(call, index);
        String said = (formMatters && request.head().stream() ? "stream " : "")
                + (request.extras().strict() ? "strict " : "")
                + UpstreamHeaders.meaning(call.header(), forwarded(plan));
        return Optional.of(new CacheKey(
                tenant,
                namespace,
                first.model(),
                digest(call, index, said, request.litellm().present())));
    }

    private static Set<String> forwarded(Plan plan) {
        Set<String> forwarded = new HashSet<>();
        for (int i = 0; i < plan.size(); i++) {
            forwarded.addAll(plan.candidate(i).target().endpoint().forwarded());
        }
        return forwarded;
    }

    /** Whether the answer to a request may be given again. */
    private static boolean isKept(InboundCall call, JsonIndex body) {
        return KEPT.contains(call.task()) && REMEMBERED.stream().noneMatch(body::has);
    }

    /** Whether an answer loses something where it is told as a stream and came whole, or the other way round. */
    private static boolean losesByItsForm(InboundCall call, JsonIndex body) {
        return LOSING.stream().anyMatch(body::has) || (!call.dialect().name().equals("openai") && body.has("tools"));
    }

    /**
     * A digest of what matters: SHA-256, in hexadecimal.
     *
     * @param said what else matters
     * @param gateways names of fields that are said to the gateway
     */
    private static String digest(InboundCall call, JsonIndex body, String said, List<String> gateways) {
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
