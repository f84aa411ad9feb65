package dev.eclusa.server.accounts;

import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be set of a budget, and what is set of it: {@code /budget/settings} (recorded, 1.106.2). */
final class BudgetSettings {
    private static final List<Setting> ALL = List.of(
            new Setting("max_budget", "Float", "USD in a period; calls beyond are refused."),
            new Setting("soft_budget", "Float", "USD from which a warning is given."),
            new Setting("max_parallel_requests", "Integer", "Calls at a time."),
            new Setting("tpm_limit", "Integer", "Tokens a minute."),
            new Setting("rpm_limit", "Integer", "Requests a minute."),
            new Setting("tpd_limit", "Integer", "Tokens a day of batches; there are no batches here."),
            new Setting("budget_duration", "String", "The period of max_budget, such as 24h, 7d or 1mo."),
            new Setting("model_max_budget", "Object", "Budgets of single models; they hold on keys."));

    private record Setting(String name, String type, String description) {}

    private BudgetSettings() {}

    static String of(ObjectNode budget) {
        ArrayNode settings = JsonCodec.array();
        for (Setting setting : ALL) {
            ObjectNode told = settings.addObject();
            told.put("field_name", setting.name());
            told.put("field_type", setting.type());
            told.put("field_description", setting.description());
            told.set(
                    "field_value",
                    budget.has(setting.name()) ? budget.path(setting.name()) : JsonNodeFactory.instance.nullNode());
            told.put("stored_in_db", true).putNull("field_default_value").put("premium_field", false);
            told.putNull("nested_fields").putNull("field_options").putNull("field_tab");
            told.put("source", "unset").put("editable", true);
        }
        return JsonCodec.text(settings);
    }
}
