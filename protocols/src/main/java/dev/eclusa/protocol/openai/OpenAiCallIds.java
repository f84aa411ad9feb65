package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.Content;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ids of tool calls and of their results, as a provider takes them: made where the caller's dialect has none, so that
 * result and call still meet, and always the same for the same conversation.
 */
final class OpenAiCallIds {
    private static final Pattern NINE = Pattern.compile("[A-Za-z0-9]{9}");
    private static final int LONGEST = 40;
    private static final int MADE = 24;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final boolean nineCharacters;
    private final Deque<Open> open = new ArrayDeque<>();
    private int made;

    OpenAiCallIds(boolean nineCharacters) {
        this.nineCharacters = nineCharacters;
    }

    private record Open(String id, String name) {}

    /** The id of the next call. */
    String call(Content.ToolCall call) {
        String id = fit(call.id().isEmpty() ? "call_" + made++ : call.id());
        open.add(new Open(id, call.name()));
        return id;
    }

    /** The id of the call the next result belongs to: as it says, else the first open call of its name, else the first. */
    String result(Content.ToolResult result) {
        if (!result.callId().isEmpty()) {
            String id = fit(result.callId());
            open.removeIf(call -> call.id().equals(id));
            return id;
        }
        Optional<Open> met = open.stream()
                .filter(call -> result.name().map(call.name()::equals).orElse(true))
                .findFirst()
                .or(() -> Optional.ofNullable(open.peek()));
        met.ifPresent(open::remove);
        return met.map(Open::id).orElseGet(() -> fit("call_" + made++));
    }

    private String fit(String id) {
        if (nineCharacters) {
            return NINE.matcher(id).matches() ? id : hash(id, 9);
        }
        return id.length() <= LONGEST ? id : "call_" + hash(id, MADE);
    }

    private static String hash(String text, int length) {
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
