package dev.eclusa.router.library;

import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Routes;
import dev.eclusa.engine.routing.Tier;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.RequestCodec.RequestTarget;
import dev.eclusa.router.Caller;
import dev.eclusa.router.EventLoop;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.InboundCall;
import dev.eclusa.router.KnownDialects;
import dev.eclusa.router.RequestPath;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Every provider behind one method, in the program's own process: the gateway's request path (order of targets, fall-back,
 * time-outs, translation, accounts) without a server.
 *
 * <pre>{@code
 * try (LlmRouter router = LlmRouter.builder()
 *         .fromEnvironment()
 *         .model("fast", "openai/gpt-4o-mini", "anthropic/claude-haiku-4-5")
 *         .build()) {
 *     LlmResponse response = router.invoke("Analyze this code", "fast");
 *     System.out.println(response.success() ? response.text() : response.error().orElseThrow().message());
 * }
 * }</pre>
 *
 * <p>Safe for any number of threads. It holds one thread and the connections to providers; close it when done.
 */
public final class LlmRouter implements AutoCloseable {
    private final Vertx vertx;
    private final Context context;
    private final EventLoop loop;
    private final Dialect dialect;
    private final LlmRouterBuilder description;
    private final Map<String, String> addresses;
    private volatile GatewaySettings settings;
    private final Counters counters = new Counters();
    /** Calls under way by request id; touched on the event loop only. */
    private final Map<String, Reply> replies = new HashMap<>();

    LlmRouter(LlmRouterBuilder description) {
        this.description = description;
        this.dialect = new KnownDialects().named("openai", Set.of());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.context = vertx.getOrCreateContext();
        this.loop = onLoop(() -> new EventLoop(vertx, LlmRouterBuilder.connections()))
                .join();
        this.addresses = description.own().isEmpty()
                ? Map.of()
                : new OwnProviders(vertx, dialect, description.own()).addresses();
        this.settings = description.settings(addresses, this::settled);
    }

    /** Begins a router. */
    public static LlmRouterBuilder builder() {
        return new LlmRouterBuilder();
    }

    /** The default router: the providers whose keys are in the environment, called as {@code provider/model}. */
    public static LlmRouter get() {
        return Default.ROUTER;
    }

    private static final class Default {
        static final LlmRouter ROUTER = builder().fromEnvironment().build();
    }

    /** Asks the models of a tier, local ones first where nothing else was said, and waits for the answer. */
    public LlmResponse invoke(String prompt, Tier tier) {
        return invoke(LlmRequest.of(prompt, tier));
    }

    /** Asks the models of a tier. */
    public CompletionStage<LlmResponse> invokeAsync(String prompt, Tier tier) {
        return invokeAsync(LlmRequest.of(prompt, tier));
    }

    /** Asks the models of a tier, the answer to come in pieces. */
    public LlmStream stream(String prompt, Tier tier) {
        return stream(LlmRequest.of(prompt, tier));
    }

    /** Where a call to a tier would go, in the order they would be tried. */
    public List<String> select(Tier tier) {
        return select(tier.label());
    }

    /**
     * Adds a provider, or changes the address or key of one, while the router is in use; calls under way are not touched.
     *
     * @param baseUrl where it is; empty means the preset's own address
     */
    public synchronized void configureProvider(String name, String preset, String baseUrl, String apiKey) {
        description.provider(name, preset, baseUrl, apiKey);
        settings = description.settings(addresses, this::settled);
    }

    /** How each provider is doing, by name. */
    public Map<String, LlmStatus> status() {
        Map<String, LlmStatus> status = new LinkedHashMap<>();
        description
                .providerNames()
                .forEach(provider -> status.put(
                        provider,
                        Statuses.of(
                                description.standings().deployments().stream()
                                        .filter(one -> one.name().startsWith(provider + "/"))
                                        .toList(),
                                Optional.ofNullable(description.own().get(provider)))));
        return status;
    }

    /** Asks a model one question and waits for the answer. */
    public LlmResponse invoke(String prompt, String model) {
        return invoke(LlmRequest.of(prompt, model));
    }

    /** Asks and waits for the answer. */
    public LlmResponse invoke(LlmRequest request) {
        if (Context.isOnEventLoopThread()) {
            throw new IllegalStateException("invoke waits, which an event loop must not; use invokeAsync there.");
        }
        return invokeAsync(request).toCompletableFuture().join();
    }

    /** Asks a model one question. */
    public CompletionStage<LlmResponse> invokeAsync(String prompt, String model) {
        return invokeAsync(LlmRequest.of(prompt, model));
    }

    /** Asks. */
    public CompletionStage<LlmResponse> invokeAsync(LlmRequest request) {
        return send(request, false, Reply.Pieces.NONE).response();
    }

    /** Asks a model one question, the answer to come in pieces. */
    public LlmStream stream(String prompt, String model) {
        return stream(LlmRequest.of(prompt, model));
    }

    /** Asks, the answer to come in pieces. */
    public LlmStream stream(LlmRequest request) {
        LlmStream stream = new LlmStream(action -> context.runOnContext(run -> action.run()));
        stream.follow(send(request, true, stream.pieces()));
        return stream;
    }

    /** Where a call would go, {@code provider/model} in the order they would be tried; empty for an unknown model. */
    public List<String> select(String model) {
        return switch (settings.routes().resolve(model)) {
            case Routes.Resolution.Found found ->
                found.group().candidates().stream().map(Candidate::name).toList();
            case Routes.Resolution.Unknown unknown -> List.of();
        };
    }

    /** Every listed name that can be called; {@code provider/model} can be called unlisted. */
    public List<String> models() {
        return settings.routes().models().stream().map(Routes.Listed::name).toList();
    }

    /** What was seen so far. */
    public LlmMetrics metrics() {
        return counters.read();
    }

    /** Ends calls under way and closes the connections. */
    @Override
    public void close() {
        onLoop(() -> {
                    List.copyOf(replies.values()).forEach(Reply::leave);
                    loop.close();
                    return true;
                })
                .join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Reply send(LlmRequest request, boolean streamed, Reply.Pieces pieces) {
        String id = UUID.randomUUID().toString();
        Reply reply = new Reply(dialect, pieces, System.nanoTime());
        InboundCall call = call(id, request, streamed);
        context.runOnContext(run -> {
            replies.put(id, reply);
            RequestPath.run(settings, loop, call, reply);
        });
        reply.response().whenComplete((response, failure) -> {
            replies.remove(id);
            counters.ended(response, reply.attempts());
        });
        return reply;
    }

    private InboundCall call(String id, LlmRequest request, boolean streamed) {
        byte[] body = dialect.requests()
                .encode(
                        request.chat(streamed),
                        new RequestTarget(request.model(), OptionalLong.empty(), false, Set.of()))
                .body();
        Optional<String> timeout = request.timeout().map(longest -> Long.toString(Math.max(1, longest.toMillis())));
        return new InboundCall(
                dialect,
                body,
                "",
                streamed,
                AnswerStyle.Framing.SSE,
                "library",
                id,
                "",
                "",
                name -> switch (name) {
                    case "x-eclusa-timeout-ms" -> timeout.orElse("");
                    case "x-eclusa-preferred-provider" -> request.preferredProvider();
                    default -> "";
                },
                System.currentTimeMillis(),
                System.nanoTime());
    }

    private void settled(CallRow row) {
        Optional.ofNullable(replies.get(row.begin().requestId())).ifPresent(reply -> reply.settled(row));
    }

    private <T> CompletableFuture<T> onLoop(java.util.concurrent.Callable<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(run -> {
            try {
                done.complete(action.call());
            } catch (Exception failed) {
                done.completeExceptionally(failed);
            }
        });
        return done;
    }

    /** Whoever runs in this process may call everything. */
    static Optional<Caller> program() {
        return Optional.of(new Caller("program", true, Set.of()));
    }
}
