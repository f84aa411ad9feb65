package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.accounts.Seal;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /credentials}: what providers ask for, kept sealed under a name that models added while serving use as
 * {@code litellm_credential_name}. No answer holds a secret.
 */
final class CredentialRoutes {
    private static final String NAME = "credential_name";
    private static final String VALUES = "credential_values";
    private static final String INFO = "credential_info";

    private final AccountBook book;
    private final AddedModels added;

    CredentialRoutes(LitellmRoutes.Parts parts) {
        this.book = parts.book();
        this.added = parts.added();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/credentials", new LitellmRoute(Access.ADMIN, Set.of("GET", "POST"), this::all));
        table.put("/credentials/*", new LitellmRoute(Access.ADMIN, Set.of("GET", "PATCH", "PUT", "DELETE"), this::one));
        return table;
    }

    private Answer all(Request request) {
        if (request.method().equals("POST")) {
            return create(LitellmRoute.body(request));
        }
        ObjectNode answer = JsonCodec.object().put("success", true);
        ArrayNode list = answer.putArray("credentials");
        book.documents(AccountKind.CREDENTIAL).values().forEach(document -> list.add(shown(document)));
        return LitellmRoute.ok(answer);
    }

    private Answer create(ObjectNode asked) {
        for (String field : List.of(NAME, VALUES)) {
            if (!asked.hasNonNull(field)) {
                throw Unfit.required("body", field);
            }
        }
        String name = asked.path(NAME).asString("");
        if (book.document(AccountKind.CREDENTIAL, name).isPresent()) {
            throw Unfit.of(409, "There is a credential of this name already; PATCH changes it.", NAME);
        }
        keep(name, JsonCodec.object(), asked);
        return done("created");
    }

    private void keep(String name, ObjectNode document, ObjectNode asked) {
        ObjectNode values = document.path(VALUES) instanceof ObjectNode before ? before : document.putObject(VALUES);
        if (asked.path(VALUES) instanceof ObjectNode more) {
            values.setAll(added.seal().sealed(more));
        }
        document.put(NAME, name);
        document.set(INFO, asked.path(INFO) instanceof ObjectNode info ? info : document.path(INFO));
        if (!document.path(INFO).isObject()) {
            document.putObject(INFO);
        }
        book.put(AccountKind.CREDENTIAL, name, document);
    }

    private static Answer done(String what) {
        return LitellmRoute.ok(
                JsonCodec.object().put("success", true).put("message", "Credential " + what + " successfully"));
    }

    private Answer one(Request request) {
        String below = request.below("/credentials/");
        boolean byModel = below.startsWith("by_model/");
        String written = below.replaceFirst("^by_name/", "").replace("+", "%2B");
        String name = URLDecoder.decode(written, StandardCharsets.UTF_8);
        ObjectNode document = book.document(AccountKind.CREDENTIAL, name)
                .filter(known -> !byModel)
                .orElseThrow(() ->
                        Unfit.missing("There is no such credential; GET /credentials lists them.", "credential_name"));
        return switch (request.method()) {
            case "GET" -> LitellmRoute.ok(shown(document));
            case "DELETE" -> {
                book.remove(AccountKind.CREDENTIAL, List.of(name));
                yield done("deleted");
            }
            default -> {
                keep(name, document, LitellmRoute.body(request));
                yield done("updated");
            }
        };
    }

    private static ObjectNode shown(ObjectNode document) {
        ObjectNode shown = JsonCodec.object();
        shown.set(NAME, document.path(NAME));
        shown.putNull("display_name");
        shown.set(INFO, document.path(INFO));
        shown.set(VALUES, Seal.masked((ObjectNode) document.path(VALUES)));
        return shown.put("source", "db");
    }
}
