package dev.eclusa.router;

import dev.eclusa.core.Json;
import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.Content;
import dev.eclusa.core.chat.Message;
import dev.eclusa.core.chat.Role;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.classifying.Prompt;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Plan;
import dev.eclusa.engine.routing.RetryPolicy;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.BodyEditor;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestCodec.RequestSource;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.ThinkTagDialect;
import dev.eclusa.protocol.embed.EmbedExchange;
import dev.eclusa.protocol.form.MultipartForm;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.openai.OpenAiTask;
import dev.eclusa.protocol.responses.ResponsesDialect;
import dev.eclusa.protocol.responses.ResponsesHead;
import dev.eclusa.protocol.tokens.TokenEstimate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A request read as far as it must be: an index over its bytes always, the vocabulary only when a provider of another
 * dialect is tried (or the dialect has no cheaper way).
 */
final class DecodedRequest {
    private static final byte[] BASE64 = ";base64,".getBytes(StandardCharsets.US_ASCII);
    private static final int SMALL = 1024;

    /** Bodies up to here are read whole on the event loop when a limit stands in their way. */
    private static final int CLOSELY_READ = 256 * 1024;

    /** Providers cache prompts from 1,024 tokens on (OpenAI's and Anthropic's documentation, November 2026). */
    private static final int CACHED_BYTES = 4096;

    private final InboundCall call;
    private final Optional<MultipartForm> form;
    private final JsonIndex index;
    private final RequestHead head;
    private final String named;
    private final Optional<EmbedCall> embedding;
    private final CallExtras extras;
    private final LitellmExtras litellm;
    private @Nullable ChatRequest chat;
    private long estimate = -1;

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

    /** What makes another call of a plan the same; empty where the answer may not be given again. */
    Optional<CacheKey> cacheKey(Plan plan, String tenant, String namespace) {
        Candidate first = plan.candidate(0);
        boolean isTranslated = embedding.isPresent() && !passesThrough(first.target());
        if (form.isPresent() || isTranslated || !Sameness.isKept(call, index)) {
            return Optional.empty();
        }
        Set<String> forwarded = new HashSet<>();
        for (int i = 0; i < plan.size(); i++) {
            forwarded.addAll(plan.candidate(i).target().endpoint().forwarded());
        }
        boolean formMatters = isOtherTask() || Sameness.losesByItsForm(call, index);
        String said = (formMatters && head.stream() ? "stream " : "")
                + (extras.strict() ? "strict " : "")
                + UpstreamHeaders.meaning(call.header(), forwarded);
        return Optional.of(
                new CacheKey(tenant, namespace, first.model(), Sameness.digest(call, index, said, litellm.present())));
    }

    /** An upper bound of the prompt's tokens, cheap to find. */
    long estimatedTokens() {
        if (estimate < 0 && form.isPresent()) {
            estimate = form.get().textLength();
        }
        if (estimate < 0) {
            ChatRequest decoded = chat;
            estimate = decoded == null
                    ? TokenEstimate.fromBody(call.body(), head.messages(), pictures(call.body()))
                    : TokenEstimate.of(decoded);
        }
        return estimate;
    }

    /** The same bound by the texts alone, without the syntax around them: less, and dearer to find. */
    long closelyEstimatedTokens() {
        boolean cheap = call.body().length <= CLOSELY_READ && !isOtherTask();
        return cheap ? Math.min(estimatedTokens(), TokenEstimate.of(chat())) : estimatedTokens();
    }

    /**
     * What the call needs of a deployment.
     *
     * @param priced whether its price must be known
     */
    Needs needs(Needs.Wishes wishes, boolean priced, String session, Needs.Origin origin) {
        return new Needs(estimatedTokens(), head.maxTokens(), uses(), wishes, priced, session, origin, forms());
    }

    /** A chat can be put into any form, vectors into some; all else only a provider of the same dialect understands. */
    private Needs.Forms forms() {
        if (embedding.isPresent()) {
            return embedding.get().forms();
        }
        return isOtherTask()
                ? new Needs.Forms(Set.of(call.dialect().name()), "what is asked cannot be translated for it")
                : Needs.Forms.ANY;
    }

    private Set<Capability> uses() {
        if (embedding.isPresent()) {
            return Set.of(Capability.EMBEDDINGS);
        }
        ChatRequest decoded = chat;
        return decoded != null ? Uses.of(decoded) : isResponses() ? Uses.ofResponses(index) : Uses.of(index);
    }

    /** What is judged of the call when the gateway is to choose the tier. */
    Prompt prompt() {
        ChatRequest request = chat();
        String text = request.messages().reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .findFirst()
                .map(DecodedRequest::text)
                .orElse("");
        return new Prompt(
                text,
                request.messages().size(),
                Uses.of(request).contains(Capability.VISION),
                request.tools().size());
    }

    private static String text(Message message) {
        return message.content().stream()
                .map(content -> content instanceof Content.Text words ? words.text() : "")
                .collect(Collectors.joining("\n"));
    }

    /** What tells a conversation with a long beginning from others; empty where there is nothing worth caching. */
    String beginning() {
        int member =
                index.find("messages") >= 0 ? index.find("messages") : index.find(isResponses() ? "input" : "contents");
        if (member < 0 || index.valueEnd(member) - index.valueStart(member) < CACHED_BYTES) {
            return "";
        }
        CRC32C sum = new CRC32C();
        sum.update(index.bytes(), index.valueStart(member), CACHED_BYTES);
        return Long.toHexString(sum.getValue());
    }

    /** Pictures inside a body, told by the mark every data URL has; small bodies have none worth looking for. */
    private static int pictures(byte[] body) {
        int found = 0;
        for (int i = BASE64.length; i < body.length && body.length > SMALL; i++) {
            if (body[i - 1] == ',' && Arrays.equals(body, i - BASE64.length, i, BASE64, 0, BASE64.length)) {
                found++;
            }
        }
        return found;
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
        return target.dialect().equals(call.dialect().name())
                && !target.quirks().contains(ThinkTagDialect.QUIRK);
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

    /** The body for a target: the client's own bytes edited in place, or written anew in the target's dialect. */
    EncodedRequest bodyFor(Target target, Dialect dialect) {
        if (passesThrough(target)) {
            return new EncodedRequest(edited(target), List.of());
        }
        return dialect.requests()
                .encode(
                        chat(),
                        new RequestTarget(target.model(), target.maxOutput(), target.reasons(), target.quirks()));
    }

    /** The body for a target that goes on with an answer: the same conversation, and the answer so far. */
    EncodedRequest bodyGoingOn(Target target, Dialect dialect, String text) {
        ChatRequest asked = chat();
        List<Message> messages = new ArrayList<>(asked.messages());
        messages.add(Message.of(Role.ASSISTANT, text));
        return dialect.requests()
                .encode(
                        asked.with(messages, forProvider(asked.extras())),
                        new RequestTarget(target.model(), target.maxOutput(), target.reasons(), target.quirks()));
    }

    /** The extras of a request without what is the gateway's. */
    private Map<String, Json> forProvider(Map<String, Json> asked) {
        Map<String, Json> left = new LinkedHashMap<>(asked);
        left.keySet().removeAll(litellm.present());
        extras.metadata().ifPresent(rest -> left.put("metadata", new Json(rest)));
        if (extras.emptied()) {
            left.remove("metadata");
        }
        return left;
    }

    /** Whether the body is a form, and what it is answered with perhaps no JSON. */
    boolean isForm() {
        return form.isPresent();
    }

    private byte[] edited(Target target) {
        if (form.isPresent()) {
            return form.get().with("model", target.model());
        }
        if (embedding.isPresent() && !isOpenAis()) {
            return embedding.get().addressed(target);
        }
        BodyEditor editor = new BodyEditor(index);
        boolean named = index.kind(index.find("model")) == '"';
        boolean saidByPath = call.dialect().name().equals("gemini");
        if (!saidByPath && !(named && index.string(index.find("model")).equals(target.model()))) {
            editor.set("model", JsonCodec.text(JsonCodec.string(target.model())));
        }
        if (isOpenAis()) {
            editMetadata(editor);
            litellm.present().forEach(editor::remove);
        }
        if (head.stream() && !isResponses() && isOpenAis()) {
            editStreamOptions(editor, target);
        }
        return editor.bytes();
    }

    private void editMetadata(BodyEditor editor) {
        extras.metadata().ifPresent(rest -> editor.set("metadata", rest));
        if (extras.emptied()) {
            editor.remove("metadata");
        }
    }

    /** Usage is always asked for, since it is what the call is charged by; the client sees it only if it asked too. */
    private void editStreamOptions(BodyEditor editor, Target target) {
        if (!head.stream() || head.includeUsage() || target.quirks().contains("NO_STREAM_OPTIONS")) {
            return;
        }
        int member = index.find("stream_options");
        if (index.kind(member) != '{') {
            editor.set("stream_options", "{\"include_usage\":true}");
            return;
        }
        int start = index.valueStart(member);
        JsonIndex options = JsonIndex.of(index.bytes(), start, index.valueEnd(member) - start);
        byte[] alone = Arrays.copyOfRange(index.bytes(), start, index.valueEnd(member));
        JsonIndex copy = options.count() == 0 ? JsonIndex.EMPTY : JsonIndex.of(alone);
        editor.set(
                "stream_options",
                new String(new BodyEditor(copy).set("include_usage", "true").bytes(), StandardCharsets.UTF_8));
    }

    private ChatRequest chat() {
        ChatRequest decoded = chat;
        if (decoded == null) {
            decoded = call.dialect().requests().decode(new RequestSource(call.body(), pathModel(), call.pathStream()));
            chat = decoded;
        }
        return decoded;
    }

    /** Whether the body is in one of OpenAI's dialects, in whose {@code metadata} a caller may speak to the gateway. */
    private boolean isOpenAis() {
        return call.dialect().name().equals("openai") || isResponses();
    }

    private boolean isResponses() {
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
