package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /key/KEY/reset_spend}: what a key has spent in its current period is set back. As LiteLLM has it (1.106.2). */
record SpendReset(AccountBook book) {
    private static final String AMOUNT = "reset_to";

    Answer handle(Request request, String key) {
        BigDecimal wanted = amount(AccountRoute.body(request));
        Cost spent = book.resetSpending(AccountKind.KEY, key, Cost.ofDollars(wanted))
                .orElseThrow(() -> Fields.Wrong.of(
                        400, "reset_to is an amount from 0 to what the key has spent in its current period.", AMOUNT));
        ObjectNode document = book.document(AccountKind.KEY, key).orElseThrow();
        ObjectNode answer = JsonCodec.object().put("key_hash", key);
        answer.set("spend", document.path("spend"));
        answer.put("previous_spend", Documents.dollars(spent));
        for (String field : List.of("max_budget", "budget_reset_at")) {
            answer.putNull(field);
            if (document.hasNonNull(field)) {
                answer.set(field, document.path(field));
            }
        }
        return Answer.ok(answer);
    }

    private static BigDecimal amount(ObjectNode asked) {
        JsonNode amount = asked.path(AMOUNT);
        if (!amount.isNumber()) {
            throw Fields.Wrong.type(AMOUNT, amount.isMissingNode() ? "missing" : "float_parsing", "Field required");
        }
        if (!(amount.asDouble() >= 0) || amount.asDouble() > 9e9) {
            throw Fields.Wrong.of(400, "reset_to must not be negative.", AMOUNT);
        }
        return amount.decimalValue();
    }
}
