package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.pipe.AnswerTally;
import java.util.Optional;

/** Reads the figures of a whole chat completion from its bytes, where nothing in it needs the decoder. */
public final class OpenAiWhole {
    private OpenAiWhole() {}

    /**
     * Counts a plain answer: one with choices, without error.
     *
     * @return false when the answer is not plain and must be decoded; the tally is then untouched
     */
    public static boolean count(JsonIndex answer, AnswerTally tally) {
        int choices = answer.find("choices");
        boolean plain = answer.kind(choices) == '['
                && answer.valueEnd(choices) - answer.valueStart(choices) > 4
                && !answer.has("error");
        if (!plain) {
            return false;
        }
        int usage = answer.find("usage");
        if (answer.kind(usage) == '{') {
            tally.usage(figures(nested(answer, usage)));
        }
        tally.finished(FinishReason.STOP);
        tally.ended();
        return true;
    }

    /** Counts the answer to any other task: whatever it holds but an error is an answer. */
    public static void countTask(JsonIndex answer, AnswerTally tally) {
        usage(answer).ifPresent(tally::usage);
        tally.finished(FinishReason.STOP);
        tally.ended();
    }

    /** The tokens the answer to a task says it took; empty when it does not. */
    public static Optional<Usage> usage(JsonIndex answer) {
        int usage = answer.find("usage");
        if (answer.kind(usage) != '{') {
            return Optional.empty();
        }
        JsonIndex figures = nested(answer, usage);
        return Optional.of(
                figures.has("prompt_tokens") || !figures.has("input_tokens") ? figures(figures) : newerUsage(figures));
    }

    /** As newer tasks tell it: pictures, and transcripts, whose sound is counted apart. */
    private static Usage newerUsage(JsonIndex usage) {
        long sound = details(usage, "input_token_details").number("audio_tokens", 0);
        return new Usage(usage.number("input_tokens", 0), 0, 0, 0, usage.number("output_tokens", 0), 0, sound, 0);
    }

    private static Usage figures(JsonIndex usage) {
        JsonIndex prompt = details(usage, "prompt_tokens_details");
        JsonIndex completion = details(usage, "completion_tokens_details");
        long cached = Math.max(prompt.number("cached_tokens", 0), usage.number("prompt_cache_hit_tokens", 0));
        return new Usage(
                usage.number("prompt_tokens", 0),
                Math.max(cached, usage.number("cached_tokens", 0)),
                prompt.number("cache_write_tokens", 0),
                0,
                usage.number("completion_tokens", 0),
                completion.number("reasoning_tokens", 0),
                prompt.number("audio_tokens", 0),
                completion.number("audio_tokens", 0));
    }

    private static JsonIndex details(JsonIndex usage, String name) {
        int member = usage.find(name);
        return usage.kind(member) == '{' ? nested(usage, member) : JsonIndex.EMPTY;
    }

    private static JsonIndex nested(JsonIndex parent, int member) {
        int start = parent.valueStart(member);
        return JsonIndex.of(parent.bytes(), start, parent.valueEnd(member) - start);
    }
}
