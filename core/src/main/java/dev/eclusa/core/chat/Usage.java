package dev.eclusa.core.chat;

/**
 * Tokens one answer took, in disjoint classes where price depends on the class.
 *
 * <p>{@code input} includes {@code cachedInput} and {@code cacheWrite}; {@code output} includes {@code reasoning}: the
 * OpenAI convention. Codecs of dialects that count otherwise (Anthropic, xAI) convert at the edge.
 *
 * @param input every token of the prompt, at least {@code cachedInput + cacheWrite}
 * @param cachedInput prompt tokens read from the provider's cache
 * @param cacheWrite prompt tokens written to the provider's cache for five minutes
 * @param cacheWriteHour prompt tokens written to the provider's cache for an hour
 * @param output every generated token, at least {@code reasoning}
 * @param reasoning generated tokens that were thinking
 * @param audioInput prompt tokens that were audio
 * @param audioOutput generated tokens that were audio
 */
public record Usage(
        long input,
        long cachedInput,
        long cacheWrite,
        long cacheWriteHour,
        long output,
        long reasoning,
        long audioInput,
        long audioOutput) {

    /** Nothing was counted. */
    public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0);

    /** A usage of plain tokens only. */
    public static Usage of(long input, long output) {
        return new Usage(input, 0, 0, 0, output, 0, 0, 0);
    }

    /** Prompt and answer together. */
    public long total() {
        return input + output;
    }

    /** The same with nothing generated. */
    public Usage withoutOutput() {
        return new Usage(input, cachedInput, cacheWrite, cacheWriteHour, 0, 0, audioInput, 0);
    }

    /** The sum, class by class: two answers that are charged together. */
    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                cachedInput + other.cachedInput,
                cacheWrite + other.cacheWrite,
                cacheWriteHour + other.cacheWriteHour,
                output + other.output,
                reasoning + other.reasoning,
                audioInput + other.audioInput,
                audioOutput + other.audioOutput);
    }

    /**
     * This and a later report of the same answer merged field by field to the larger: reports are cumulative, and some
     * providers spread them over several events (Anthropic {@code message_start} and {@code message_delta}).
     */
    public Usage mergeMax(Usage later) {
        return new Usage(
                Math.max(input, later.input),
                Math.max(cachedInput, later.cachedInput),
                Math.max(cacheWrite, later.cacheWrite),
                Math.max(cacheWriteHour, later.cacheWriteHour),
                Math.max(output, later.output),
                Math.max(reasoning, later.reasoning),
                Math.max(audioInput, later.audioInput),
                Math.max(audioOutput, later.audioOutput));
    }
}
