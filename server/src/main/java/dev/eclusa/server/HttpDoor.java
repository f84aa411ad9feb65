package dev.eclusa.server;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.ledger.LedgerUnavailable;
import dev.eclusa.engine.provider.Presets;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.bedrock.BedrockDialect;
import dev.eclusa.router.Caller;
import dev.eclusa.router.Comparison;
import dev.eclusa.router.EventLoop;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.Identify;
import dev.eclusa.router.InboundCall;
import dev.eclusa.router.PassThrough;
import dev.eclusa.router.RequestPath;
import dev.eclusa.router.TokenCount;
import dev.eclusa.router.passing.Passage;
import dev.eclusa.server.auth.AwsSignature;
import dev.eclusa.server.auth.KeyCarrier;
import dev.eclusa.server.manage.AuditTrail;
import dev.eclusa.server.manage.ErrorJson;
import dev.eclusa.server.manage.ManagementRoute;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Where every request enters: finds its route, and sends it there. One an event loop. */
public final class HttpDoor {
    /** Bodies up to this size are hashed on the event loop, which takes less than a millisecond. */
    private static final int HASHED_HERE = 256 << 10;

    private final EventLoop loop;
    private final Context context;
    private final Supplier<Rooms> rooms;

    /**
     * What lies behind the door, swapped whole when the configuration changes.
     *
     * @param settings for model calls
     * @param models the paths of model calls
     * @param management the other routes by path; one whose path ends in {@code /*} has all below it
     * @param elsewhere the paths that are none of these
     * @param body what a request body may be
     * @param audit told of changes and refusals
     * @param cors which pages of other origins may call
     * @param traffic told of every request
     */
    public record Rooms(
            GatewaySettings settings,
            ModelPaths models,
            Map<String, ManagementRoute> management,
            Elsewhere elsewhere,
            BodyLimits body,
            AuditTrail audit,
            Cors cors,
            Traffic traffic) {
        /** The route of a path, by its pattern. */
        Optional<Map.Entry<String, ManagementRoute>> managing(String path) {
            ManagementRoute exact = management.get(path);
            if (exact != null) {
                return Optional.of(Map.entry(path, exact));
            }
            return management.entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith("/*"))
                    .filter(entry -> path.length() >= entry.getKey().length()
                            && path.startsWith(
                                    entry.getKey().substring(0, entry.getKey().length() - 1)))
                    .findFirst();
        }
    }

    /** The paths of model calls, hiding how they are matched. */
    public static final class ModelPaths {
        private final ModelRoutes routes;

        /** The paths of every dialect. */
        public ModelPaths(dev.eclusa.router.Dialects dialects) {
            this.routes = new ModelRoutes(dialects);
        }
    }

    HttpDoor(EventLoop loop, Context context, Supplier<Rooms> rooms) {
        this.loop = loop;
        this.context = context;
        this.rooms = rooms;
    }

    /** Takes a request in. */
    void open(HttpServerRequest request) {
        Rooms behind = rooms.get();
        Visit visit = Visit.of(request, behind.traffic());
        if (behind.cors().answers(request)) {
            unread(request);
            return;
        }
        String path = request.path() == null ? "" : request.path();
        String query = request.query() == null ? "" : request.query();
        Optional<ModelRoute> model = behind.models().routes.match(path, query);
        if (model.isPresent()) {
            openModel(request, behind, model.get(), visit);
            return;
        }
        Optional<Map.Entry<String, ManagementRoute>> found = behind.managing(path);
        if (found.isEmpty()) {
            elsewhere(request, behind, path, visit);
            return;
        }
        visit.to(found.get().getKey());
        ManagementRoute route = found.get().getValue();
        if (!route.methods().contains(request.method().name())) {
            refuseMethod(request, behind, route.methods());
        } else {
            manage(request, behind, route, path);
        }
    }

    private void elsewhere(HttpServerRequest request, Rooms behind, String path, Visit visit) {
        String query = request.query() == null ? "" : request.query();
        Optional<Elsewhere.Way> way = behind.elsewhere().of(request.method().name(), path, query);
        if (way.isPresent()) {
            switch (way.get()) {
                case Elsewhere.Way.Model model -> openModel(request, behind, model.route(), visit);
                case Elsewhere.Way.Through through -> openPassage(request, behind, through.passage(), visit);
            }
        } else if (behind.elsewhere().methods(path).isEmpty()) {
            unread(request);
            refuse(request, errors(request, behind), nothingThere(path));
        } else {
            refuseMethod(request, behind, behind.elsewhere().methods(path));
        }
    }

    private static Failure nothingThere(String path) {
        String first = path.isEmpty() ? "" : path.substring(1).replaceFirst("/.*", "");
        String hint = Presets.named(first).isPresent()
                ? "No provider of the preset '" + first + "' is configured: name one under 'providers', with its key."
                : "GET /v1/models lists what can be called.";
        return Failure.OfCaller.of(Failure.OfCaller.Kind.NOT_FOUND, "There is nothing at this path. " + hint);
    }

    private static void refuseMethod(HttpServerRequest request, Rooms behind, Set<String> methods) {
        String allowed = methods.stream().sorted().collect(Collectors.joining(", "));
        request.response().putHeader("allow", allowed);
        unread(request);
        refuse(
                request,
                errors(request, behind),
                Failure.OfCaller.of(Failure.OfCaller.Kind.METHOD_NOT_ALLOWED, "This path takes " + allowed + " only."));
    }

    /** Nobody will read a body of this request: what comes next on its connection is another head. */
    private static void unread(HttpServerRequest request) {
        HeadWatch.requestRead(request.connection());
    }

    private static ErrorCodec errors(HttpServerRequest request, Rooms behind) {
        String path = request.path() == null ? "" : request.path();
        return behind.settings()
                .manners()
                .errors(behind.settings()
                        .dialects()
                        .named(PathDialect.of(path, new RequestHeaders(request.headers())), Set.of()));
    }

    private void openModel(HttpServerRequest request, Rooms behind, ModelRoute route, Visit visit) {
        visit.to(route.endpoint());
        ErrorCodec errors = behind.settings().manners().errors(route.dialect());
        if (!HttpMethod.POST.equals(request.method())) {
            request.response().putHeader("allow", "POST");
            refuse(
                    request,
                    errors,
                    Failure.OfCaller.of(Failure.OfCaller.Kind.METHOD_NOT_ALLOWED, "This path takes POST only."));
            return;
        }
        if (isTransferUnknown(request)) {
            refuseTransfer(request, behind, errors, visit);
            return;
        }
        long millis = System.currentTimeMillis();
        read(
                request,
                behind,
                errors,
                body -> proven(
                        request,
                        route,
                        body,
                        key -> call(
                                request, behind, route, inbound(request, route, body, key, millis, visit.began()))));
    }

    /**
     * Tells the key of a call whose body is there. Clients of AWS's send none, but sign; where the signature does not hold,
     * there is no key. Large bodies are hashed beside the event loop.
     */
    private void proven(HttpServerRequest request, ModelRoute route, byte[] body, Consumer<String> told) {
        Optional<AwsSignature> signature =
                route.dialect().name().equals(BedrockDialect.NAME) ? AwsSignature.of(request) : Optional.empty();
        if (signature.isEmpty()) {
            told.accept(KeyCarrier.key(request));
        } else if (body.length <= HASHED_HERE) {
            told.accept(key(signature.get(), request, body));
        } else {
            Thread.ofVirtual().start(() -> {
                String key = key(signature.get(), request, body);
                context.runOnContext(nothing -> told.accept(key));
            });
        }
    }

    private static String key(AwsSignature signature, HttpServerRequest request, byte[] body) {
        return signature.holds(request, body, Instant.now()) ? signature.keyId() : "";
    }

    private static void refuseTransfer(HttpServerRequest request, Rooms behind, ErrorCodec errors, Visit visit) {
        behind.traffic().suspected(Traffic.Suspicion.TRANSFER_ENCODING);
        visit.thenClose();
        refuse(request, errors, Failure.OfCaller.invalid("The transfer encoding is not known here.", "body"));
    }

    /** A request that goes on as it is: its body is read whole, since a model it names must be known first. */
    private void openPassage(HttpServerRequest request, Rooms behind, Passage passage, Visit visit) {
        visit.to(passage.name());
        String spoken = passage.place().target().dialect();
        Dialect dialect = behind.settings().dialects().named(spoken, Set.of());
        ErrorCodec errors = behind.settings().manners().errors(dialect);
        if (isTransferUnknown(request)) {
            refuseTransfer(request, behind, errors, visit);
            return;
        }
        ModelRoute as =
                new ModelRoute(dialect, passage.name(), "", false, AnswerStyle.Framing.SSE, ModelRoute.Kind.CHAT);
        long millis = System.currentTimeMillis();
        read(request, behind, errors, body -> {
            PassThrough.Asked asked = new PassThrough.Asked(
                    inbound(request, as, body, KeyCarrier.key(request), millis, visit.began()),
                    passage,
                    request.method().name(),
                    request.path() == null ? "" : request.path(),
                    request.query() == null ? "" : request.query(),
                    headers(request));
            PassThrough.run(behind.settings(), loop, asked, new HttpClientSide(request));
        });
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach((name, value) ->
                        headers.merge(name.toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other));
        return headers;
    }

    /** Reads a body, or refuses the request that carries it. */
    private void read(HttpServerRequest request, Rooms behind, ErrorCodec errors, Consumer<byte[]> whole) {
        BodyReader.read(request, behind.body(), loop.deadlines(), new BodyReader.Listener() {
            @Override
            public void whole(byte[] body) {
                whole.accept(body);
            }

            @Override
            public void tooLarge() {
                refuse(
                        request,
                        errors,
                        Failure.OfCaller.of(
                                Failure.OfCaller.Kind.TOO_LARGE,
                                "The request body is larger than "
                                        + (behind.body().largest() >> 20) + " MiB."));
            }

            @Override
            public void tooSlow() {
                behind.traffic().suspected(Traffic.Suspicion.SLOW_BODY);
                refuse(
                        request,
                        errors,
                        Failure.OfCaller.of(Failure.OfCaller.Kind.TIMED_OUT, "The request body came too slowly."));
            }
        });
    }

    /** Anything but chunked leaves it open where the body ends. */
    private static boolean isTransferUnknown(HttpServerRequest request) {
        String encoding = request.getHeader("transfer-encoding");
        return encoding != null && !encoding.equalsIgnoreCase("chunked");
    }

    private void call(HttpServerRequest request, Rooms behind, ModelRoute route, InboundCall call) {
        HttpClientSide client = new HttpClientSide(request);
        switch (route.kind()) {
            case CHAT -> RequestPath.run(behind.settings(), loop, call, client);
            case COMPARE -> Comparison.run(behind.settings(), loop, call, client);
            case COUNT_TOKENS -> TokenCount.run(behind.settings(), loop, call, client);
        }
    }

    private static InboundCall inbound(
            HttpServerRequest request, ModelRoute route, byte[] body, String key, long millis, long nanos) {
        return new InboundCall(
                route.dialect(),
                body,
                route.model(),
                route.stream(),
                route.framing(),
                route.endpoint(),
                RequestIds.sane(request.getHeader("x-request-id")),
                key,
                address(request),
                new RequestHeaders(request.headers()),
                route.task(),
                route.provider(),
                millis,
                nanos);
    }

    private static void refuse(HttpServerRequest request, ErrorCodec errors, Failure failure) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        String sane = RequestIds.sane(request.getHeader("x-request-id"));
        String id = sane.isEmpty() ? java.util.UUID.randomUUID().toString() : sane;
        ErrorCodec.EncodedError error = errors.encode(failure, id);
        response.setStatusCode(error.status());
        response.putHeader("content-type", "application/json").putHeader("x-request-id", id);
        error.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(error.body()));
    }

    private void manage(HttpServerRequest request, Rooms behind, ManagementRoute route, String path) {
        request.pause();
        behind.settings().identify().find(KeyCarrier.key(request), loop, found -> {
            request.resume();
            identified(request, behind, route, path, found);
        });
    }

    private void identified(
            HttpServerRequest request, Rooms behind, ManagementRoute route, String path, Identify.Found found) {
        Optional<Failure> refusal = new Gate(behind.settings().identify(), path, KeyCarrier.key(request))
                .refusal(route.access(request.method().name()), found);
        Caller caller = found instanceof Identify.Found.Known known ? known.caller() : Caller.ANONYMOUS;
        if (refusal.isPresent()) {
            unread(request);
            String action = request.method().name() + " " + path;
            behind.audit()
                    .denied(caller, address(request), action, refusal.get().status());
            denied(behind, refusal.get());
            refuse(request, errors(request, behind), refusal.get());
        } else if (HttpMethod.GET.equals(request.method())) {
            unread(request);
            handle(request, behind, route, asked(request, path, new byte[0], caller));
        } else {
            read(
                    request,
                    behind,
                    errors(request, behind),
                    body -> handle(request, behind, route, asked(request, path, body, caller)));
        }
    }

    private static void denied(Rooms behind, Failure failure) {
        behind.traffic().denied(failure);
        if (failure.status() == 403) {
            behind.traffic().suspected(Traffic.Suspicion.FORBIDDEN_PATH);
        }
    }

    private static ManagementRoute.Request asked(HttpServerRequest request, String path, byte[] body, Caller caller) {
        Map<String, String> query = new HashMap<>();
        request.params().forEach(query::put);
        return new ManagementRoute.Request(request.method().name(), path, query, headers(request), body, caller);
    }

    private void handle(HttpServerRequest request, Rooms behind, ManagementRoute route, ManagementRoute.Request asked) {
        Thread.ofVirtual().start(() -> {
            try {
                ManagementRoute.Answer answer = handled(route, asked);
                if (!HttpMethod.GET.equals(request.method())) {
                    behind.audit().managed(asked, address(request), answer.status());
                }
                context.runOnContext(nothing -> send(request, answer));
            } catch (ManagementRoute.Refused refused) {
                if (refused.failure().status() == 403) {
                    String action = asked.method() + " " + asked.path();
                    behind.audit().denied(asked.caller(), address(request), action, 403);
                    denied(behind, refused.failure());
                }
                context.runOnContext(nothing -> refuse(request, errors(request, behind), refused.failure()));
            } catch (InvalidRequest invalid) {
                context.runOnContext(nothing -> refuse(request, errors(request, behind), invalid.failure()));
            }
        });
    }

    private static String address(HttpServerRequest request) {
        String address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        return address == null ? "" : address;
    }

    private static ManagementRoute.Answer handled(ManagementRoute route, ManagementRoute.Request request) {
        try {
            return route.handle(request);
        } catch (ManagementRoute.Refused | InvalidRequest refused) {
            throw refused;
        } catch (LedgerUnavailable unavailable) {
            throw new ManagementRoute.Refused(Gate.storeUnavailable());
        } catch (RuntimeException unexpected) {
            System.getLogger("eclusa").log(System.Logger.Level.ERROR, "A management route failed", unexpected);
            return new ManagementRoute.Answer(
                    500, ErrorJson.of("The gateway failed to answer this request.", "server_error", "", "internal"));
        }
    }

    private static void send(HttpServerRequest request, ManagementRoute.Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        String id = RequestIds.sane(request.getHeader("x-request-id"));
        response.putHeader(
                "x-request-id", id.isEmpty() ? java.util.UUID.randomUUID().toString() : id);
        response.putHeader("content-type", "application/json");
        answer.headers().forEach(response::putHeader);
        response.setStatusCode(answer.status()).end(Buffer.buffer(answer.json()));
    }
}
