package dev.eclusa.protocol.openai;

import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.form.MultipartForm;
import dev.eclusa.protocol.json.JsonIndex;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What is asked of a model on OpenAI's paths (API reference, November 2026; {@code /rerank} as Cohere and vLLM have it). All
 * but chat are passed to a provider of the same dialect as they are.
 */
public enum OpenAiTask {
    /** A chat completion. */
    CHAT("/chat/completions", "messages", true),
    /** A text goes on: the older completions. */
    COMPLETION("/completions", "prompt", true),
    /** Texts as vectors. */
    EMBEDDING("/embeddings", "input", false),
    /** Whether a text may be shown. */
    MODERATION("/moderations", "input", false),
    /** A picture of a text. */
    IMAGE("/images/generations", "prompt", false),
    /** A text spoken; the answer is sound. */
    SPEECH("/audio/speech", "input", false),
    /** Texts in the order of what they have to do with a question. */
    RERANK("/rerank", "query", false),
    /** Sound as text; the request is a form. */
    TRANSCRIPTION("/audio/transcriptions", "file", true),
    /** Sound of any language as English text; likewise. */
    TRANSLATION("/audio/translations", "file", true);

    private static final Pattern COHERES_CHAT = Pattern.compile("/chat$");
    private static final String USUAL_MODERATOR = "omni-moderation-latest";

    private final String path;
    private final String subject;
    private final boolean writes;

    OpenAiTask(String path, String subject, boolean writes) {
        this.path = path;
        this.subject = subject;
        this.writes = writes;
    }

    /** The end of its path. */
    public String path() {
        return path;
    }

    /** The path and query of a provider for this task, where they are known for chat. */
    public String at(String chatPath) {
        if (this == CHAT) {
            return chatPath;
        }
        return chatPath.contains(CHAT.path)
                ? chatPath.replace(CHAT.path, path)
                : COHERES_CHAT.matcher(chatPath).replaceFirst(path);
    }

    /**
     * Reads and checks the head of a body.
     *
     * @param pathModel the model the path names; empty where the body does
     * @throws InvalidRequest when no provider would take it
     */
    public RequestHead head(JsonIndex body, String pathModel) {
        if (this == CHAT) {
            return OpenAiHead.read(body, pathModel);
        }
        OpenAiHead.onceEach(body);
        if (!body.has(subject)) {
            throw InvalidRequest.of("The field '" + subject + "' is missing.", subject);
        }
        return new RequestHead(
                model(body, pathModel),
                writes && body.kind(body.find("stream")) == 't',
                writes && OpenAiHead.includesUsage(body),
                writes ? limit(body) : OptionalLong.of(0),
                1);
    }

    /** Whether its request is a form, and no JSON. */
    public boolean isForm() {
        return this == TRANSCRIPTION || this == TRANSLATION;
    }

    /**
     * Reads and checks the head of a form.
     *
     * @param pathModel the model the path names; empty where the form does
     * @throws InvalidRequest when no provider would take it
     */
    public RequestHead head(MultipartForm form, String pathModel) {
        if (!form.hasFile(subject)) {
            throw InvalidRequest.of("The part '" + subject + "' is missing: send the sound as a file.", subject);
        }
        String model = pathModel.isEmpty() ? form.text("model").orElse("") : pathModel;
        if (model.isEmpty()) {
            throw InvalidRequest.of("The part 'model' is missing: name the model to call.", "model");
        }
        boolean stream = form.text("stream").filter("true"::equalsIgnoreCase).isPresent();
        return new RequestHead(model, stream, false, OptionalLong.of(0), 1);
    }

    private String model(JsonIndex body, String pathModel) {
        if (!pathModel.isEmpty()) {
            return pathModel;
        }
        return this == MODERATION && !body.has("model") ? USUAL_MODERATOR : OpenAiHead.model(body);
    }

    private static OptionalLong limit(JsonIndex body) {
        return Optional.of(body.number("max_tokens", -1))
                .filter(most -> most >= 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
