package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountStore;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers the repetition of a request with the same {@code Idempotency-Key} as the first time, for ten minutes, whichever
 * gateway of the store is asked. An answer is kept without the key in it, which is made again.
 */
final class Repeats {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String KEY = "key";

    private final AccountStore store;
    private final Clock clock;

    Repeats(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The handler's answer, or the one it gave before.
     *
     * @param handler given the request, and what is the same each time it is repeated; empty when it cannot be
     * @param made the key in an answer, of the same two
     */
    Answer once(
            Request request, BiFunction<Request, String, Answer> handler, BiFunction<Request, String, String> made) {
        String named = request.header("idempotency-key");
        if (named.isEmpty()) {
            return handler.apply(request, "");
        }
        String name = hash((request.caller().id() + "\n" + named).getBytes(StandardCharsets.UTF_8), new byte[0]);
        Instant now = clock.instant();
        ObjectNode ours = JsonCodec.object();
        ours.put("request", hash(request.path().getBytes(StandardCharsets.UTF_8), request.body()));
        ours.put("repeat", name + " " + now);
        ObjectNode kept = Documents.read(store.keepFirst(name, JsonCodec.text(ours), now, now.plus(KEPT)));
        String repeat = Documents.text(kept, "repeat");
        if (!Documents.text(kept, "request").equals(Documents.text(ours, "request"))) {
            throw Fields.Wrong.of(
                    409,
                    "This Idempotency-Key was used for another request in the last ten minutes.",
                    "Idempotency-Key");
        }
        return kept.equals(ours)
                ? first(request, name, ours, handler)
                : again(awaitAnswer(name, kept, now), made.apply(request, repeat));
    }

    private Answer first(Request request, String name, ObjectNode ours, BiFunction<Request, String, Answer> handler) {
        boolean kept = false;
        try {
            Answer answer = handler.apply(request, Documents.text(ours, "repeat"));
            if (answer.status() == 200) {
                ObjectNode document = Documents.read(answer.json());
                ours.put("shown", document.has(KEY));
                if (document.has(KEY)) {
                    document.put(KEY, "");
                }
                ours.set("answer", document);
                ours.put("etag", answer.headers().getOrDefault("etag", ""));
                store.keepInstead(name, JsonCodec.text(ours));
                kept = true;
            }
            return answer;
        } finally {
            if (!kept) {
                store.keepInstead(name, "");
            }
        }
    }

    /** Another gateway, or another thread, may be at it still. */
    private ObjectNode awaitAnswer(String name, ObjectNode found, Instant now) {
        ObjectNode kept = found;
        for (long waited = 0; !kept.has("answer"); waited += PAUSE.toMillis()) {
            if (waited > LONGEST.toMillis()) {
                throw Fields.Wrong.of(
                        409, "The first request with this Idempotency-Key is not answered yet.", "Idempotency-Key");
            }
            pause();
            kept = Documents.read(store.keepFirst(name, JsonCodec.text(kept), now, now.plus(KEPT)));
        }
        return kept;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer again(ObjectNode kept, String key) {
        ObjectNode document = (ObjectNode) kept.path("answer");
        if (kept.path("shown").asBoolean(false)) {
            document.put(KEY, key);
        }
        String tag = Documents.text(kept, "etag");
        return new Answer(200, JsonCodec.text(document), tag.isEmpty() ? Map.of() : Map.of("etag", tag));
    }

    private static String hash(byte[] one, byte[] other) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(one);
            digest.update((byte) 0);
            digest.update(other);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
