package dev.eclusa.server.accounts;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A team's own names of models, in the form of LiteLLM's row of them. */
final class ModelTable {
    private static final String FIELD = "litellm_model_table";

    private ModelTable() {}

    /** Writes it into a team's answer; null for a team without names. */
    static void write(ObjectNode team) {
        JsonNode aliases = team.path("model_aliases");
        if (!aliases.isObject() || aliases.isEmpty()) {
            team.putNull(FIELD);
            return;
        }
        ObjectNode table = team.putObject(FIELD).put("id", 1);
        table.set("model_aliases", aliases);
        List.of("created_at", "created_by", "updated_at")
                .forEach(field -> table.put(field, Documents.text(team, field)));
        table.set("updated_by", table.path("created_by"));
        table.putNull("team");
    }
}
