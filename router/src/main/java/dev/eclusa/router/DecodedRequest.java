package dev.eclusa.router;

import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.ThinkTagDialect;
import dev.eclusa.protocol.cohere.CohereDialect;
import dev.eclusa.protocol.embed.EmbedExchange;
import dev.eclusa.protocol.form.MultipartForm;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.openai.OpenAiTask;
import dev.eclusa.protocol.responses.ResponsesDialect;
import dev.eclusa.protocol.responses.ResponsesHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request read as far as it must be: an index over its bytes always, the vocabulary only when a provider of another
 * dialect is tried (or the dialect has no cheaper way).
 */
final class DecodedRequest {
    private final InboundCall call;
    private final Optional<MultipartForm> form;
    private final JsonIndex index;
    private final RequestHead head;
    private final String named;
    private final Optional<EmbedCall> embedding;
    private final CallExtras extras;
    private final LitellmExtras litellm;
    private @Nullable ChatRequest chat;
    private final PromptEstimate estimate = new PromptEstimate(this);

    private DecodedRequest(InboundCall call, JsonIndex index, Optional<MultipartForm> form, Manners manners) {
        this.call = call;
        this.form = form;
        this.index = index;
        this.embedding =
                call.task() == OpenAiTask.EMBEDDING ? Optional.of(new EmbedCall(call, index)) : Optional.empty();
        RequestHead read = readHead();
        this.named = read.model();
        this.head = call.provider().isEmpty()
                ? read
                : new RequestHead(
                        call.qualified(named), read.stream(), read.includeUsage(), read.maxTokens(), read.messages());
        this.extras = CallExtras.read(call.header(), index, isOpenAis());
        this.litellm = manners.litellm() && isOpenAis() ? LitellmExtras.read(index, call.header()) : LitellmExtras.NONE;
        if (manners.litellm() && call.dialect().name().equals("anthropic")) {
            requireMaxTokens();
        }
    }

    /** Anthropic's API wants it, and LiteLLM asks for it whoever is to answer (recorded, 1.106.2). */
    private void requireMaxTokens() {
        if (head.maxTokens().isEmpty()) {
            throw InvalidRequest.of("max_tokens is required: the most tokens the answer may have.", "max_tokens");
        }
    }

    /**
     * Reads a call's body.
     *
     * @param depth deepest nesting accepted
     * @throws InvalidRequest when it is not a request of the call's dialect
     */
    static DecodedRequest of(InboundCall call, int depth, Manners manners) {
        try {
            if (call.task().isForm()) {
                MultipartForm form =
                        MultipartForm.read(call.body(), call.header().apply("content-type"));
                return new DecodedRequest(call, JsonIndex.EMPTY, Optional.of(form), manners);
            }
            JsonIndex index = JsonIndex.of(call.body(), depth);
            if (index.hasEscapedNames()) {
                throw InvalidRequest.of("Names of fields are written as they are, without escapes.", "body");
            }
            return new DecodedRequest(call, index, Optional.empty(), manners);
        } catch (JsonScanner.Malformed malformed) {
            throw InvalidRequest.of(
                    "The request body is not valid JSON in UTF-8, or nested deeper than " + depth + ".", "body");
        } catch (JsonIndex.NotAnObject other) {
            throw InvalidRequest.of("The request body must be a JSON object.", "body");
        }
    }

    private RequestHead readHead() {
        if (embedding.isPresent()) {
            return embedding.get().head(pathModel());
        }
        return switch (call.dialect().name()) {
            case "openai" ->
                form.isPresent()
                        ? call.task().head(form.get(), pathModel())
                        : call.task().head(index, pathModel());
            case ResponsesDialect.NAME -> ResponsesHead.read(index, pathModel());
            default -> head(chat());
        };
    }

    /** The model the path names; on the one path where none need be named, that the gateway is to choose. */
    private String pathModel() {
        boolean chosen = call.endpoint().equals("/ai/chat/completions") && index.find("model") < 0;
        return chosen ? Tier.AUTO : call.pathModel();
    }

    RequestHead head() {
        return head;
    }

    /** The model as the caller wrote it, also where the path names its provider. */
    String named() {
        return named;
    }

    /** Whether the path names the one provider that may answer, whose answers go back as they are. */
    boolean isBound() {
        return !call.provider().isEmpty();
    }

    CallExtras extras() {
        return extras;
    }

    /** Words the caller gives the call. */
    List<String> tags() {
        return Tags.both(Tags.both(extras.tags(), litellm.tags()), customer());
    }

    /** Whom the call is made for: OpenAI's {@code user}, or what a header says. */
    private List<String> customer() {
        int named = isOpenAis() ? index.find("user") : -1;
        if (named >= 0 && index.kind(named) == '"') {
            return Tags.ofCustomer(index.string(named));
        }
        return Tags.ofCustomer(litellm.customer());
    }

    /** The caller's own limit on the whole call. */
    Optional<Duration> timeout() {
        return extras.timeout().or(litellm::timeout);
    }

    /** The models to try when the one called fails. */
    List<String> fallbacks() {
        return extras.fallbacks().isEmpty() ? litellm.fallbacks() : extras.fallbacks();
    }

    /** Whether the model's own fallbacks are not to be tried. */
    boolean isAlone() {
        return litellm.alone();
    }

    /** How failed attempts are repeated: as the caller says, else as usual. */
    RetryPolicy retries(RetryPolicy usual) {
        return litellm.retries()
                .map(count -> new RetryPolicy(count + 1, usual.baseDelay(), usual.maxDelay()))
                .orElse(usual);
    }

    /** What the call is to be answered, by its own words. */
    Optional<String> pretended() {
        return isOtherTask() ? Optional.empty() : litellm.pretended();
    }

    /** What the caller says of answers that are kept. */
    CacheWishes cacheWishes() {
        return extras.cache().equals(CacheWishes.NONE) ? litellm.cache() : extras.cache();
    }

    /** How many tokens the prompt may have. */
    PromptEstimate estimate() {
        return estimate;
    }

    /**
     * What the call needs of a deployment.
     *
     * @param priced whether its price must be known
     */
    Needs needs(Needs.Wishes wishes, boolean priced, String session, Needs.Origin origin) {
        return new Needs(estimate.tokens(), head.maxTokens(), uses(), wishes, priced, session, origin, forms());
    }

    /** A chat can be put into any form, vectors into some; all else only a provider of the same dialect understands. */
    private Needs.Forms forms() {
        if (embedding.isPresent()) {
            return embedding.get().forms();
        }
        Set<String> alike = call.task() == OpenAiTask.RERANK
                ? Set.of(call.dialect().name(), CohereDialect.NAME)
                : Set.of(call.dialect().name());
        return isOtherTask() ? new Needs.Forms(alike, "what is asked cannot be translated for it") : Needs.Forms.ANY;
    }

    private Set<Capability> uses() {
        if (embedding.isPresent()) {
            return Set.of(Capability.EMBEDDINGS);
        }
        ChatRequest decoded = chat;
        return decoded != null ? Uses.of(decoded) : isResponses() ? Uses.ofResponses(index) : Uses.of(index);
    }

    /** The target as this call speaks to it: in the caller's own dialect, where its provider understands that. */
    Target spoken(Target target, EventLoop loop) {
        return isResponses() ? loop.spoken().inResponses(target) : target;
    }

    /** Whether the target's bytes can go to the client, and the client's to the target, as they are. */
    boolean passesThrough(Target target) {
        if (embedding.isPresent()) {
            return embedding.get().passesThrough(target);
        }
        return (target.dialect().equals(call.dialect().name()) || ranks(target))
                && !target.quirks().contains(ThinkTagDialect.QUIRK);
    }

    /** What is asked to put texts in order is written as Cohere has it, by everybody. */
    private boolean ranks(Target target) {
        return call.task() == OpenAiTask.RERANK && target.dialect().equals(CohereDialect.NAME);
    }

    /** Whether anything but a chat is asked. */
    boolean isOtherTask() {
        return call.task() != OpenAiTask.CHAT;
    }

    /** The target as this call reaches it: a stream that shall be an array is asked for as one. */
    Target addressed(Target target) {
        if (embedding.isPresent()) {
            return target.calledAs(embedding.get().path(target));
        }
        if (isOtherTask()) {
            return target.calledAs(call.task().at(target.endpoint().callPath()))
                    .streamedAs(call.task().at(target.endpoint().streamPath()));
        }
        boolean array = head.stream() && call.framing() == AnswerStyle.Framing.JSON_ARRAY && passesThrough(target);
        return array ? target.streamedAs(target.endpoint().streamPath().replace("?alt=sse", "")) : target;
    }

    /** A call for vectors; empty for any other. */
    Optional<EmbedCall> embedding() {
        return embedding;
    }

    /** What is sent to a target whose form of asking for vectors is another than the client's; empty for any other call. */
    Optional<EmbedExchange> exchange(Target target) {
        return embedding
                .filter(asked -> !asked.passesThrough(target))
                .map(asked -> asked.exchange(target, Set.copyOf(litellm.present())));
    }

    /** Whether the body is a form, and what it is answered with perhaps no JSON. */
    boolean isForm() {
        return form.isPresent();
    }

    /** What is said in it. */
    Conversation conversation() {
        return new Conversation(this);
    }

    /** What is sent to providers. */
    OutboundBody body() {
        return new OutboundBody(this);
    }

    /** The call as it came. */
    InboundCall call() {
        return call;
    }

    /** Where everything stands in it. */
    JsonIndex index() {
        return index;
    }

    /** The body where it is a form. */
    Optional<MultipartForm> form() {
        return form;
    }

    /** What is said to the gateway the way LiteLLM's clients do. */
    LitellmExtras litellm() {
        return litellm;
    }

    /** The request in the vocabulary of all dialects, where it was read into that already. */
    Optional<ChatRequest> known() {
        return Optional.ofNullable(chat);
    }

    /** The request in the vocabulary of all dialects. */
    ChatRequest chat() {
        ChatRequest decoded = chat;
        if (decoded == null) {
            decoded = call.dialect().requests().decode(new RequestSource(call.body(), pathModel(), call.pathStream()));
            chat = decoded;
        }
        return decoded;
    }

    /** Whether the body is in one of OpenAI's dialects, in whose {@code metadata} a caller may speak to the gateway. */
    boolean isOpenAis() {
        return call.dialect().name().equals("openai") || isResponses();
    }

    boolean isResponses() {
        return call.dialect().name().equals(ResponsesDialect.NAME);
    }

    private static RequestHead head(ChatRequest request) {
        return new RequestHead(
                request.model(),
                request.stream(),
                request.includeUsage(),
                request.sampling().maxTokens(),
                request.messages().size());
    }

    /** The refusal of a call whose fields cannot all be carried, in strict mode. */
    static Failure.OfCaller notCarried(String field, Target target) {
        return Failure.OfCaller.invalid(
                "The field '" + field + "' cannot be carried to " + target.name() + ", and the call is strict.", field);
    }
}
