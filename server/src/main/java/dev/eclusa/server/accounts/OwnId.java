package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Whose account it is, as its id says.
 *
 * @param kind what kind of holder
 * @param name the holder's id
 * @param model the model it is about; empty for all
 */
record OwnId(AccountKind kind, String name, Optional<String> model) {
    private static final String ON = "ON:";
    private static final String CONFIGURED = "CONFIGURED:";

    static OwnId of(AccountKind kind, String name) {
        return new OwnId(kind, name, Optional.empty());
    }

    /** The id of a key of the configuration, whose name is known to the ledger as it is. */
    static String configured(String name) {
        return CONFIGURED + name;
    }

    /** The id as a text. */
    String text() {
        return kind.name() + ":" + name;
    }

    /** The id of the part of it that is about a model. */
    String on(String model) {
        return ON + URLEncoder.encode(model, StandardCharsets.UTF_8) + ":" + text();
    }

    /** Reads an id; empty for an account that the ledger knows nothing of, such as a limit of a route. */
    static Optional<OwnId> read(String text) {
        if (text.startsWith(ON)) {
            int end = text.indexOf(':', ON.length());
            String model = URLDecoder.decode(text.substring(ON.length(), end), StandardCharsets.UTF_8);
            return read(text.substring(end + 1)).map(id -> new OwnId(id.kind, id.name, Optional.of(model)));
        }
        int end = text.indexOf(':');
        String name = text.substring(end + 1);
        if (text.startsWith(CONFIGURED)) {
            return Optional.of(of(AccountKind.KEY, name));
        }
        return text.startsWith("ROUTE:")
                ? Optional.empty()
                : Optional.of(of(AccountKind.valueOf(text.substring(0, end)), name));
    }
}
