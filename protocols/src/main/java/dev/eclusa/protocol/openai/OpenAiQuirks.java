package dev.eclusa.protocol.openai;

import dev.eclusa.protocol.CallIds;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one provider of this dialect takes and what it does not, from its preset's quirks and the model's family.
 *
 * @param names as the preset lists them
 * @param model the provider's model id
 */
record OpenAiQuirks(Set<String> names, String model) {
    private static final Pattern NINE = Pattern.compile("[A-Za-z0-9]{9}");
    private static final int LONGEST_ID = 40;
    private static final int MADE_ID = 24;

    /** Models that refuse {@code max_tokens}. */
    private static final Pattern NEWER_LIMIT = Pattern.compile("(.*/)?(o[1-9]|gpt-[5-9]).*");
    /** Models behind an interface that refuses fields of messages it does not know. */
    private static final Pattern STRICT_MESSAGES = Pattern.compile("(.*/)?(o[1-9]|gpt-[3-9]|chatgpt).*");

    /** The field for the limit on generated tokens. */
    String maxTokens() {
        boolean newer = names.contains("USE_MAX_COMPLETION_TOKENS")
                || NEWER_LIMIT.matcher(model).matches();
        return newer ? "max_completion_tokens" : "max_tokens";
    }

    /** Whether usage in a stream comes, or does not, without being asked for. */
    boolean noStreamOptions() {
        return names.contains("NO_STREAM_OPTIONS");
    }

    /** A tool call's id as the provider takes it: nine letters and digits at Mistral, elsewhere not too long. */
    String callId(String id) {
        if (names.contains("NINE_CHARACTER_TOOL_IDS")) {
            return NINE.matcher(id).matches() ? id : CallIds.hash(id, 9);
        }
        return id.length() <= LONGEST_ID ? id : "call_" + CallIds.hash(id, MADE_ID);
    }

    /** Whether thinking of earlier turns may be replayed on assistant messages. */
    boolean replaysThinking() {
        return !names.contains("NO_REASONING_REPLAY")
                && !STRICT_MESSAGES.matcher(model).matches();
    }

    /** Whether thinking is replayed as content parts (Mistral). */
    boolean thinkingParts() {
        return names.contains("THINKING_PARTS");
    }

    /** Whether {@code cache_control} on parts and tools is understood. */
    boolean cacheControl() {
        return names.contains("CACHE_CONTROL");
    }

    /** Whether {@code top_k} is understood. */
    boolean topK() {
        return names.contains("TOP_K");
    }

    /** Whether the amount of thinking is said by a {@code reasoning} object (OpenRouter). */
    boolean reasoningObject() {
        return names.contains("REASONING_OBJECT");
    }

    /** Whether documents by address are understood ({@code document_url}). */
    boolean documentUrls() {
        return names.contains("DOCUMENT_URL");
    }

    /** Whether the role {@code developer} is unknown. */
    boolean noDeveloperRole() {
        return names.contains("NO_DEVELOPER_ROLE");
    }

    /** The field for the seed. */
    String seed() {
        return names.contains("RANDOM_SEED") ? "random_seed" : "seed";
    }

    /** Whether {@code user} is refused. */
    boolean noUser() {
        return names.contains("NO_USER");
    }
}
