package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Role;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.reports.Days;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A route in LiteLLM's shape: who may call it, by which methods, and what answers. */
record LitellmRoute(Access access, Set<String> methods, Function<Request, Answer> handler) implements ManagementRoute {
    private static final Set<String> READING = Set.of("GET");
    private static final int LARGEST_NUMBER = 9;

    /** What admins change viewers may read: no answer to a reader holds a secret. */
    @Override
    public Access access(String method) {
        return access == Access.ADMIN && method.equals("GET") ? Access.VIEWER : access;
    }

    @Override
    public Answer handle(Request request) {
        try {
            return handler.apply(request);
        } catch (Days.Unreadable unreadable) {
            return unreadable.answer();
        } catch (Unfit unfit) {
            return unfit.answer();
        }
    }

    /** Answers a document to those who read. */
    static ManagementRoute get(Access access, Function<Request, ? extends JsonNode> answer) {
        return new LitellmRoute(access, READING, request -> ok(answer.apply(request)));
    }

    /** Answers a document to those who send one. */
    static ManagementRoute post(Access access, Function<Request, ? extends JsonNode> answer) {
        return new LitellmRoute(access, Set.of("POST"), request -> ok(answer.apply(request)));
    }

    /** Answers every reader the same. */
    static ManagementRoute says(Access access, Supplier<? extends JsonNode> answer) {
        return get(access, request -> answer.get());
    }

    /** Refuses what it would only seem to do. */
    static ManagementRoute refuses(String instead, String... methods) {
        return new LitellmRoute(Access.ADMIN, Set.of(methods), request -> {
            throw Unfit.unsupported(instead);
        });
    }

    static Answer ok(JsonNode document) {
        return Answer.ok(JsonCodec.text(document));
    }

    /** The body as an object; without a body an empty one. */
    static ObjectNode body(Request request) {
        return request.body().length == 0 ? JsonCodec.object() : request.json();
    }

    static boolean reads(Request request) {
        return request.caller().role().reaches(Role.VIEWER);
    }

    /** A whole number of a query, at least 1. */
    static int number(Request request, String name, int usual, int most) {
        String text = request.parameter(name);
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("\\d{1," + LARGEST_NUMBER + "}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > most) {
            throw Unfit.of(400, name + " must be a number from 1 to " + most + ".", name);
        }
        return Integer.parseInt(text);
    }

    /** USD of a number of nano-dollars of a millionth part: a price for each token. */
    static BigDecimal perToken(long nanosAMillion) {
        BigDecimal exact = BigDecimal.valueOf(nanosAMillion, 15).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
