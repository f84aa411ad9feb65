package dev.eclusa.router;

import dev.eclusa.engine.routing.Target;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every request to one endpoint has in common, made once. */
final class Outbound {
    private final RequestOptions call;
    private final RequestOptions stream;
    private final CharSequence[] names;
    private final String[] values;

    private Outbound(Target.Endpoint endpoint) {
        call = options(endpoint, endpoint.callPath());
        stream = options(endpoint, endpoint.streamPath());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept-encoding", "identity");
        headers.putAll(endpoint.headers());
        names = headers.keySet().stream().map(HeaderNames::of).toArray(CharSequence[]::new);
        values = headers.values().toArray(String[]::new);
    }

    /** Those of one event loop. */
    static final class Known {
        private static final int MOST = 1000;

        private final IdentityHashMap<Target.Endpoint, Outbound> known = new IdentityHashMap<>();

        Outbound of(Target.Endpoint endpoint) {
            if (known.size() > MOST) {
                known.clear();
            }
            return known.computeIfAbsent(endpoint, Outbound::new);
        }
    }

    /** Where and what. */
    RequestOptions options(boolean streamed) {
        return streamed ? stream : call;
    }

    /** Adds the headers all its requests carry. */
    void addHeaders(MultiMap into) {
        for (int i = 0; i < names.length; i++) {
            into.add(names[i], values[i]);
        }
    }

    private static RequestOptions options(Target.Endpoint endpoint, String path) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), endpoint.host()))
                .setSsl(endpoint.secure())
                .setURI(path);
    }
}
