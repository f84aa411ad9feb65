package dev.eclusa.server;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.ErrorCodec;
import dev.eclusa.router.Caller;
import dev.eclusa.router.EventLoop;
import dev.eclusa.router.GatewaySettings;
import dev.eclusa.router.HeaderNames;
import dev.eclusa.router.InboundCall;
import dev.eclusa.router.RequestPath;
import dev.eclusa.server.auth.KeyCarrier;
import dev.eclusa.server.manage.ErrorJson;
import dev.eclusa.server.manage.ManagementRoute;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where every request enters: finds its route, and sends it there. One an event loop. */
public final class HttpDoor {
    private static final CharSequence REQUEST_ID = HeaderNames.of("x-request-id");

    private final EventLoop loop;
    private final Context context;
    private final Supplier<Rooms> rooms;

    /**
     * What lies behind the door, swapped whole when the configuration changes.
     *
     * @param settings for model calls
     * @param models the paths of model calls
     * @param management the other routes by path
     * @param largestBody bytes of a request body
     */
    public record Rooms(
            GatewaySettings settings, ModelPaths models, Map<String, ManagementRoute> management, int largestBody) {}

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
        long nanos = System.nanoTime();
        Rooms behind = rooms.get();
        String path = request.path() == null ? "" : request.path();
        String query = request.query() == null ? "" : request.query();
        Optional<ModelRoute> model = behind.models().routes.match(path, query);
        if (model.isPresent()) {
            openModel(request, behind, model.get(), nanos);
            return;
        }
        ManagementRoute route = behind.management().get(path);
        if (route == null) {
            reject(request, 404, "There is nothing at this path. GET /v1/models lists what can be called.");
        } else if (!HttpMethod.GET.equals(request.method())) {
            request.response().putHeader("allow", "GET");
            reject(request, 405, "This path takes GET only.");
        } else {
            manage(request, behind, route, path);
        }
    }

    private void openModel(HttpServerRequest request, Rooms behind, ModelRoute route, long nanos) {
        String id = RequestIds.sane(request.getHeader(REQUEST_ID));
        if (!HttpMethod.POST.equals(request.method())) {
            request.response().putHeader("allow", "POST");
            refuse(
                    request,
                    route,
                    id,
                    Failure.OfCaller.of(Failure.OfCaller.Kind.METHOD_NOT_ALLOWED, "This path takes POST only."));
            return;
        }
        long millis = System.currentTimeMillis();
        BodyReader.read(
                request,
                behind.largestBody(),
                body -> call(request, behind, route, inbound(request, route, id, body, millis, nanos)),
                () -> tooLarge(request, behind, route, id));
    }

    private void call(HttpServerRequest request, Rooms behind, ModelRoute route, InboundCall call) {
        HttpClientSide client = new HttpClientSide(request.response());
        switch (route.kind()) {
            case CHAT -> RequestPath.run(behind.settings(), loop, call, client);
            case COUNT_TOKENS -> TokenCounts.answer(behind.settings(), call, client);
        }
    }

    private static InboundCall inbound(
            HttpServerRequest request, ModelRoute route, String id, byte[] body, long millis, long nanos) {
        String address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        return new InboundCall(
                route.dialect(),
                body,
                route.model(),
                route.stream(),
                route.framing(),
                route.endpoint(),
                id,
                KeyCarrier.key(request),
                address == null ? "" : address,
                new RequestHeaders(request.headers()),
                millis,
                nanos);
    }

    private void tooLarge(HttpServerRequest request, Rooms behind, ModelRoute route, String id) {
        request.response().putHeader("connection", "close");
        refuse(
                request,
                route,
                id,
                Failure.OfCaller.of(
                        Failure.OfCaller.Kind.TOO_LARGE,
                        "The request body is larger than " + (behind.largestBody() >> 20) + " MiB."));
    }

    private void refuse(HttpServerRequest request, ModelRoute route, String id, Failure failure) {
        ErrorCodec.EncodedError error = route.dialect().errors().encode(failure, id);
        HttpServerResponse response = request.response().setStatusCode(error.status());
        response.putHeader("content-type", "application/json");
        error.headers().forEach(response::putHeader);
        if (!id.isEmpty()) {
            response.putHeader("x-request-id", id);
        }
        response.end(Buffer.buffer(error.body()));
    }

    private static void reject(HttpServerRequest request, int status, String message) {
        send(
                request,
                new ManagementRoute.Answer(
                        status,
                        ErrorJson.of(
                                message,
                                "invalid_request_error",
                                "",
                                status == 404 ? "not_found" : "method_not_allowed")));
    }

    private void manage(HttpServerRequest request, Rooms behind, ManagementRoute route, String path) {
        Optional<Caller> caller = behind.settings().identify().caller(KeyCarrier.key(request));
        Optional<ManagementRoute.Answer> refusal = refusal(route.access(), caller);
        if (refusal.isPresent()) {
            send(request, refusal.get());
            return;
        }
        Map<String, String> query = new HashMap<>();
        request.params().forEach(query::put);
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        ManagementRoute.Request asked =
                new ManagementRoute.Request(path, query, headers, caller.orElse(Caller.ANONYMOUS));
        Thread.ofVirtual().start(() -> {
            ManagementRoute.Answer answer = handled(route, asked);
            context.runOnContext(nothing -> send(request, answer));
        });
    }

    private static ManagementRoute.Answer handled(ManagementRoute route, ManagementRoute.Request request) {
        try {
            return route.handle(request);
        } catch (RuntimeException unexpected) {
            System.getLogger("eclusa").log(System.Logger.Level.ERROR, "A management route failed", unexpected);
            return new ManagementRoute.Answer(
                    500, ErrorJson.of("The gateway failed to answer this request.", "server_error", "", "internal"));
        }
    }

    private static Optional<ManagementRoute.Answer> refusal(ManagementRoute.Access access, Optional<Caller> caller) {
        return switch (access) {
            case PUBLIC -> Optional.empty();
            case CALLER -> caller.isPresent() ? Optional.empty() : Optional.of(unknownKey());
            case ADMIN ->
                caller.isEmpty()
                        ? Optional.of(unknownKey())
                        : caller.get().admin() ? Optional.empty() : Optional.of(notAllowed());
        };
    }

    private static ManagementRoute.Answer unknownKey() {
        return new ManagementRoute.Answer(
                401,
                ErrorJson.of(
                        "The API key is missing or not valid. Send a gateway key as 'Authorization: Bearer KEY'.",
                        "invalid_request_error",
                        "",
                        "invalid_api_key"));
    }

    private static ManagementRoute.Answer notAllowed() {
        return new ManagementRoute.Answer(
                403, ErrorJson.of("This needs the master key.", "permission_error", "", "forbidden"));
    }

    private static void send(HttpServerRequest request, ManagementRoute.Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        String id = RequestIds.sane(request.getHeader("x-request-id"));
        response.putHeader(
                "x-request-id", id.isEmpty() ? java.util.UUID.randomUUID().toString() : id);
        response.setStatusCode(answer.status())
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(answer.json()));
    }
}
