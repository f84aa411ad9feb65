package dev.eclusa.server.auth;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Finds the gateway key in a request: the first carrier present decides. */
public final class KeyCarrier {
    private static final List<String> HEADERS = List.of("x-api-key", "api-key", "x-goog-api-key", "x-litellm-api-key");
    private static final String BEARER = "Bearer ";

    private KeyCarrier() {}

    private static boolean isBearer(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static String bare(String value) {
        return isBearer(value) ? value.substring(BEARER.length()).strip() : value.strip();
    }

    /** The key as sent, empty when there is none. {@code Authorization} holds one only after the word Bearer, in any case. */
    public static String key(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return isBearer(authorization) ? bare(authorization) : "";
        }
        for (String name : HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                return bare(value);
            }
        }
        String query = request.query();
        String parameter = query == null || !query.contains("key=") ? null : request.getParam("key");
        return parameter == null ? "" : parameter;
    }
}
