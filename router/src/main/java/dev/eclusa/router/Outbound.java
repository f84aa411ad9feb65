package dev.eclusa.router;

import dev.eclusa.engine.routing.Target;
import dev.eclusa.router.signing.Signer;
import dev.eclusa.router.wire.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What every request to one endpoint has in common, made once; and the bytes of a whole request. */
final class Outbound {
    /** Bodies up to this size are copied beside their head, to leave in one piece; larger ones are not copied. */
    private static final int COPIED = 16 << 10;

    private static final int ROOM_FOR_HEADERS = 512;

    /** Methods whose requests say how long their body is also when there is none (RFC 9110, section 8.6). */
    private static final Set<String> BODIED = Set.of("POST", "PUT", "PATCH");

    private final Address address;
    private final byte[] call;
    private final byte[] stream;
    private final String host;
    private final Target.Endpoint endpoint;
    private final Map<String, byte[]> lines = new LinkedHashMap<>();

    private Outbound(Target.Endpoint endpoint) {
        address = new Address(bare(endpoint.host()), endpoint.port(), endpoint.secure(), endpoint.guarded());
        host = host(endpoint);
        this.endpoint = endpoint;
        call = start("POST", endpoint.callPath());
        stream = start("POST", endpoint.streamPath());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept-encoding", "identity");
        headers.putAll(endpoint.headers());
        headers.forEach((name, value) -> lines.put(name.toLowerCase(Locale.ROOT), line(name, value)));
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

    /** Whether each request carries a signature of its own. */
    boolean isSigned() {
        return endpoint.signing().isPresent();
    }

    /** The headers of a model call as it leaves now: with a signature, where the endpoint wants one. */
    Map<String, String> proven(boolean streamed, Map<String, String> headers, String bodyHash) {
        return proven("POST", streamed ? endpoint.streamPath() : endpoint.callPath(), headers, bodyHash);
    }

    /** The headers of any request as it leaves now. */
    Map<String, String> proven(String method, String path, Map<String, String> headers, String bodyHash) {
        return endpoint.signing()
                .map(with -> new Signer(with, host).headers(method, safe(path), headers, bodyHash))
                .orElse(headers);
    }

    /** Where requests go. */
    Address address() {
        return address;
    }

    /**
     * The bytes of a request.
     *
     * @param headers of this one, in place of those of the same name that all have
     */
    ByteBuf request(ByteBufAllocator allocator, boolean streamed, Map<String, String> headers, byte[] body) {
        boolean together = body.length <= COPIED;
        ByteBuf bytes = allocator.ioBuffer(ROOM_FOR_HEADERS + (together ? body.length : 0));
        bytes.writeBytes(streamed ? stream : call);
        lines.forEach((name, line) -> {
            if (!headers.containsKey(name)) {
                bytes.writeBytes(line);
            }
        });
        headers.forEach((name, value) -> bytes.writeBytes(line(name, value)));
        bytes.writeBytes(ascii("content-length: " + body.length + "\r\n\r\n"));
        return together ? bytes.writeBytes(body) : Unpooled.wrappedBuffer(bytes, Unpooled.wrappedBuffer(body));
    }

    /**
     * The bytes of a request that is no model call: with nothing in it that its sender does not say.
     *
     * @param path with its query
     */
    ByteBuf request(ByteBufAllocator allocator, String method, String path, Map<String, String> headers, byte[] body) {
        ByteBuf bytes = allocator.ioBuffer(ROOM_FOR_HEADERS);
        bytes.writeBytes(start(method, path));
        lines.forEach((name, line) -> {
            if (!headers.containsKey(name) && !name.equals("content-type")) {
                bytes.writeBytes(line);
            }
        });
        headers.forEach((name, value) -> bytes.writeBytes(line(name, value)));
        boolean bodied = body.length > 0 || BODIED.contains(method);
        bytes.writeBytes(ascii(bodied ? "content-length: " + body.length + "\r\n\r\n" : "\r\n"));
        return body.length == 0 ? bytes : Unpooled.wrappedBuffer(bytes, Unpooled.wrappedBuffer(body));
    }

    private byte[] start(String method, String path) {
        return ascii(method + " " + safe(path) + " HTTP/1.1\r\nhost: " + host + "\r\n");
    }

    private static String host(Target.Endpoint endpoint) {
        boolean usual = endpoint.port() == (endpoint.secure() ? 443 : 80);
        String bare = bare(endpoint.host());
        String host = bare.indexOf(':') >= 0 ? "[" + bare + "]" : bare;
        return usual ? host : host + ":" + endpoint.port();
    }

    /** A host without the brackets an IPv6 address has in a URL. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** A path that cannot end the request line. */
    private static String safe(String path) {
        StringBuilder safe = new StringBuilder(path.length());
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            if (one <= ' ' || one == 0x7f) {
                safe.append(String.format("%%%02X", one & 0xff));
            } else {
                safe.append((char) one);
            }
        }
        return safe.toString();
    }

    /** A header whose value cannot end its line. */
    private static byte[] line(String name, String value) {
        return ascii(name + ": " + value.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ') + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
