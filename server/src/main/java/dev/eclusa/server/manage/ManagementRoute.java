package dev.eclusa.server.manage;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A route that is not a model call. Handled on a virtual thread, so it may wait. */
public interface ManagementRoute {
    /** Who may call it. */
    Access access();

    /** Who may call it by a method; the same by all, unless reading it is for more. */
    default Access access(String method) {
        return access();
    }

    /** The methods it takes. */
    default Set<String> methods() {
        return Set.of("GET");
    }

    /** Answers a request. */
    Answer handle(Request request);

    /** A request that is refused; answered in the dialect of its path. */
    final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        /** Refuses for a reason that is safe to show. */
        public Refused(Failure failure) {
            super(failure.message(), null, false, false);
            this.failure = failure;
        }

        /** The reason. */
        public Failure failure() {
            return failure;
        }
    }

    /** Who may call a route. */
    enum Access {
        /** Anybody, without a key. */
        PUBLIC,
        /** Any key. */
        CALLER,
        /** Keys of users inside the house, who read of themselves only, and of viewers, operators and admins. */
        INSIDER,
        /** Keys of viewers, operators and admins. */
        VIEWER,
        /** Keys of operators and admins. */
        OPERATOR,
        /** The master key, and keys of admins. */
        ADMIN
    }

    /**
     * A management request.
     *
     * @param method {@code GET}, {@code POST} and so on
     * @param path as sent
     * @param query parameters, the last of each name
     * @param headers by lower-case name
     * @param body as sent, empty where there is none
     * @param caller whose key it carries
     */
    record Request(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            Caller caller) {
        /**
         * The body as a JSON object.
         *
         * @throws dev.eclusa.protocol.InvalidRequest when it is not one
         */
        public ObjectNode json() {
            return JsonCodec.request(body);
        }

        /** The same request with another body. */
        public Request with(byte[] other) {
            return new Request(method, path, query, headers, other, caller);
        }

        /** What stands behind a path that ends in {@code /*}, slashes and all. */
        public String below(String parent) {
            return path.length() <= parent.length() ? "" : path.substring(parent.length());
        }

        /** A parameter, empty when absent. */
        public String parameter(String name) {
            return query.getOrDefault(name, "");
        }

        /** A header by lower-case name, empty when absent. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /**
     * An answer.
     *
     * @param json the body
     * @param headers besides the usual ones
     */
    record Answer(int status, String json, Map<String, String> headers) {
        /** An answer without headers of its own. */
        public Answer(int status, String json) {
            this(status, json, Map.of());
        }

        /** Success. */
        public static Answer ok(String json) {
            return new Answer(200, json);
        }

        /** Success. */
        public static Answer ok(ObjectNode json) {
            return ok(JsonCodec.text(json));
        }

        /** An error in the OpenAI shape, which management routes speak. */
        public static Answer error(int status, String message, String param) {
            return new Answer(status, ErrorJson.of(message, "invalid_request_error", param, "invalid_value"));
        }
    }
}
