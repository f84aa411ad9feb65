package dev.eclusa.router;

import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The header names the gateway writes and looks for, in the form that is compared and sent without being read again. */
public final class HeaderNames {
    private static final int MOST = 1000;
    private static final Map<String, CharSequence> KNOWN = new ConcurrentHashMap<>();

    private HeaderNames() {}

    /** A name's quick form; the name itself once too many different ones were asked for. */
    public static CharSequence of(String name) {
        CharSequence known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        if (KNOWN.size() >= MOST) {
            return name;
        }
        CharSequence made = HttpHeaders.createOptimized(name);
        KNOWN.put(name, made);
        return made;
    }
}
