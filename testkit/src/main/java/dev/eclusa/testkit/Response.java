package dev.eclusa.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An answer read to its end. */
public record Response(ResponseHead head, byte[] body, BodyEvent ending) {
    /** The status. */
    public int status() {
        return head.status();
    }

    /** The first header of that name, any case. */
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /** The body as UTF-8 text, as far as it came. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the body ended as its framing says it should. */
    public boolean complete() {
        return ending instanceof BodyEvent.End;
    }
}
