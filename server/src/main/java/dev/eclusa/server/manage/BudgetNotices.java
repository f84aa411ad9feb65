package dev.eclusa.server.manage;

import dev.eclusa.core.audit.AuditEntry;
import dev.eclusa.core.audit.AuditLog;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.BudgetMarks;

/** Says in the log and in the audit, once a period, that somebody has spent most or all of a budget. */
public record BudgetNotices(AuditLog audit) implements BudgetMarks.Listener {
    private static final System.Logger LOG = System.getLogger("eclusa.budgets");

    @Override
    public void passed(Account account, BudgetMarks.Mark mark, Cost spent) {
        String budget = account.allowance().budget().map(Cost::toString).orElse("unlimited");
        String told = "The " + account + " has spent " + spent + " USD; its budget is " + budget + ".";
        LOG.log(System.Logger.Level.WARNING, "[BUDGET] " + told);
        audit.note(new AuditEntry(
                System.currentTimeMillis(),
                "eclusa",
                "",
                mark == BudgetMarks.Mark.SPENT ? "budget spent" : "budget warning",
                0,
                told));
    }
}
