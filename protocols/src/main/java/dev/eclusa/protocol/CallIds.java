package dev.eclusa.protocol;

import dev.eclusa.core.chat.Content;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Ids of tool calls and of their results, as a provider takes them: made where the caller's dialect has none, so that
 * result and call still meet, and always the same for the same conversation.
 */
public final class CallIds {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final UnaryOperator<String> fit;
    private final Deque<Open> open = new ArrayDeque<>();
    private int made;

    /**
     * Ids of one conversation.
     *
     * @param fit makes an id one the provider takes; the same for the same id
     */
    public CallIds(UnaryOperator<String> fit) {
        this.fit = fit;
    }

    private record Open(String id, String name) {}

    /** The id of the next call. */
    public String call(Content.ToolCall call) {
        String id = fit.apply(call.id().isEmpty() ? "call_" + made++ : call.id());
        open.add(new Open(id, call.name()));
        return id;
    }

    /** The id of the call the next result belongs to: as it says, else the first open call of its name, else the first. */
    public String result(Content.ToolResult result) {
        if (!result.callId().isEmpty()) {
            String id = fit.apply(result.callId());
            open.removeIf(call -> call.id().equals(id));
            return id;
        }
        Optional<Open> met = open.stream()
                .filter(call -> result.name().map(call.name()::equals).orElse(true))
                .findFirst()
                .or(() -> Optional.ofNullable(open.peek()));
        met.ifPresent(open::remove);
        return met.map(Open::id).orElseGet(() -> fit.apply("call_" + made++));
    }

    /** Letters and digits that stand for a text, always the same ones. */
    public static String hash(String text, int length) {
        BigInteger rest = new BigInteger(1, sha256(text));
        StringBuilder digits = new StringBuilder();
        BigInteger base = BigInteger.valueOf(DIGITS.length());
        while (digits.length() < length) {
            digits.append(DIGITS.charAt(rest.mod(base).intValue()));
            rest = rest.divide(base);
        }
        return digits.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
