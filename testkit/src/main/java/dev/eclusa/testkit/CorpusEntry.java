package dev.eclusa.testkit;

import java.util.List;
import java.util.Set;

/**
 * A row of the corpus's index.
 *
 * @param file the exchange's path under the corpus
 * @param provider the provider's directory name, {@code openai}, {@code bedrock} …
 * @param api the provider's API: {@code chat}, {@code messages}, {@code converse-stream} …
 * @param stream whether the answer was streamed
 * @param status the HTTP status
 * @param model the model asked for, or empty
 * @param finish the finish values in the provider's own words
 * @param flags the names of the index's flags that are set: {@code tools, thinking, reserialised, response_only …}
 */
public record CorpusEntry(
        String file,
        String provider,
        String api,
        boolean stream,
        int status,
        String model,
        List<String> finish,
        Set<String> flags) {
    /** Whether the index sets that flag. */
    public boolean has(String flag) {
        return flags.contains(flag);
    }

    @Override
    public String toString() {
        return file;
    }
}
