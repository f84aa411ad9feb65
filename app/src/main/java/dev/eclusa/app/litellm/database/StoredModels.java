package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads models and credentials that LiteLLM keeps in its database, where its salt key opens them. */
final class StoredModels {
    private static final String MODELS = "LiteLLM_ProxyModelTable";
    private static final String CREDENTIALS = "LiteLLM_CredentialsTable";

    private final Optional<SecretBox> box;
    private final Outcomes outcomes;
    private final List<Account> accounts = new ArrayList<>();

    private StoredModels(Optional<SecretBox> box, Outcomes outcomes) {
        this.box = box;
        this.outcomes = outcomes;
    }

    /** The tables it reads. */
    static Set<String> tables() {
        return Set.of(MODELS, CREDENTIALS);
    }

    /** Those that can be opened. */
    static List<Account> read(Source source, Optional<SecretBox> box, Outcomes outcomes) throws SQLException {
        StoredModels models = new StoredModels(box, outcomes);
        if (source.columns(MODELS).containsAll(Set.of("model_id", "model_name", "litellm_params"))) {
            source.rows(MODELS, "model_id", models::model);
        }
        if (source.columns(CREDENTIALS).containsAll(Set.of("credential_name", "credential_values"))) {
            source.rows(CREDENTIALS, "credential_name", models::credential);
        }
        return models.accounts;
    }

    private void model(ObjectNode row) {
        ObjectNode document = JsonCodec.object();
        document.set("model_name", row.path("model_name"));
        document.set("model_info", object(row.path("model_info")));
        take(MODELS, AccountKind.DEPLOYMENT, "model_id", "litellm_params", row, document);
    }

    private void credential(ObjectNode row) {
        ObjectNode document = JsonCodec.object();
        document.set("credential_name", row.path("credential_name"));
        document.set("credential_info", object(row.path("credential_info")));
        take(CREDENTIALS, AccountKind.CREDENTIAL, "credential_name", "credential_values", row, document);
    }

    private void take(String table, AccountKind kind, String id, String sealed, ObjectNode row, ObjectNode document) {
        outcomes.of(table).found(1);
        String name = Fields.text(row, id);
        Optional<ObjectNode> opened = opened(object(row.path(sealed)));
        if (opened.isPresent()) {
            document.set(sealed, opened.get());
            accounts.add(Account.plain(kind, name, table, document));
        } else if (box.isEmpty()) {
            outcomes.of(table).leftOut("sealed, and LITELLM_SALT_KEY is not given");
        } else {
            String shown = Fields.text(row, kind == AccountKind.DEPLOYMENT ? "model_name" : id);
            outcomes.of(table).leftOut("the salt key does not open it");
            outcomes.wrong("The salt key does not open " + kind.word() + " '" + shown + "' (" + name + ").");
        }
    }

    /** With every value opened; empty where a salt key is needed and none of the values opens. */
    private Optional<ObjectNode> opened(ObjectNode sealed) {
        ObjectNode opened = sealed.deepCopy();
        Set<String> closed = new HashSet<>();
        boolean any = false;
        for (Map.Entry<String, JsonNode> field : sealed.properties()) {
            String value = field.getValue().isString() ? field.getValue().asString() : "";
            Optional<String> plain = box.flatMap(known -> known.open(value));
            plain.ifPresent(text -> opened.put(field.getKey(), text));
            any |= plain.isPresent();
            if (plain.isEmpty() && SecretBox.isSealed(value)) {
                closed.add(field.getKey());
            }
        }
        // A plain value may look like a sealed one: where others open, or the model's name is plain, it is one of
        // those.
        boolean plain = sealed.has("model") && !closed.contains("model");
        return closed.isEmpty() || any || plain ? Optional.of(opened) : Optional.empty();
    }

    /** An object, which older versions kept as a text. */
    private static ObjectNode object(JsonNode value) {
        byte[] text = value.isString() ? value.asString().getBytes(StandardCharsets.UTF_8) : new byte[] {'{', '}'};
        if (value instanceof ObjectNode object) {
            return object;
        }
        return JsonCodec.answer(text, 0, text.length) instanceof ObjectNode object ? object : JsonCodec.object();
    }
}
