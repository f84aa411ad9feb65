package dev.eclusa.server.litellm;

import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.BudgetPeriod;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.manage.ManagementRoute;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /provider/budgets}: what may be spent at each provider, and what has been. */
record ProviderBudgetsRoute(AccountBook book) implements ManagementRoute {
    @Override
    public Access access() {
        return Access.VIEWER;
    }

    @Override
    public Answer handle(Request request) {
        Map<String, Account> budgets = new TreeMap<>(book.purses().ofProviders());
        if (budgets.isEmpty()) {
            return Unfit.missing("No provider has a budget. budgets.providers in the configuration file sets one.", "")
                    .answer();
        }
        ObjectNode answer = JsonCodec.object();
        ObjectNode providers = answer.putObject("providers");
        budgets.forEach((name, account) -> providers.set(name, budget(account)));
        return Answer.ok(answer);
    }

    private static ObjectNode budget(Account account) {
        ObjectNode node = JsonCodec.object();
        account.allowance()
                .budget()
                .ifPresentOrElse(most -> node.put("budget_limit", most.dollars()), () -> node.putNull("budget_limit"));
        account.allowance()
                .period()
                .map(BudgetPeriod::text)
                .ifPresentOrElse(period -> node.put("time_period", period), () -> node.putNull("time_period"));
        node.put("spend", account.spent().dollars());
        account.renews()
                .ifPresentOrElse(
                        end -> node.put("budget_reset_at", end.toString()), () -> node.putNull("budget_reset_at"));
        return node;
    }
}
