package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.BudgetPeriod;
import dev.eclusa.server.accounts.Carried;
import dev.eclusa.store.sql.Database;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What accounts that were taken over have spent in the period that holds now, as our books say it. */
final class Spending {
    private final Database books;
    private final Map<String, ObjectNode> budgets;
    private final Instant now;
    private final ZoneId zone;
    private final Map<Since, Map<String, Cost>> known = new HashMap<>();

    private record Since(AccountKind kind, Instant moment) {}

    /**
     * By our books.
     *
     * @param budgets documents by id: an account may take its period from one
     * @param zone whose midnight begins a period
     */
    Spending(Database books, Map<String, ObjectNode> budgets, Instant now, ZoneId zone) {
        this.books = books;
        this.budgets = budgets;
        this.now = now;
        this.zone = zone;
    }

    private Optional<BudgetPeriod> period(ObjectNode document) {
        String own = Fields.text(document, "budget_duration");
        return BudgetPeriod.of(
                own.isEmpty()
                        ? Optional.ofNullable(budgets.get(Fields.text(document, "budget_id")))
                                .map(budget -> Fields.text(budget, "budget_duration"))
                                .orElse("")
                        : own);
    }

    private Instant began(ObjectNode document) {
        return period(document).map(period -> period.start(now, zone)).orElse(Instant.EPOCH);
    }

    /** What an account has still to be told of its spend: nothing of a period that is over. */
    Optional<Cost> open(Account account) {
        boolean over = period(account.document()).isPresent()
                && account.renews().filter(moment -> !moment.isAfter(now)).isPresent();
        return over ? Optional.empty() : account.spend();
    }

    /** Writes into an account's document what calls taken over do not explain of its spend. */
    void carry(Account account) throws SQLException {
        Optional<Cost> spend = open(account);
        if (spend.isPresent()) {
            Instant began = began(account.document());
            long beyond = spend.get().nanos() - imported(account, began).nanos();
            if (beyond != 0) {
                Carried.write(account.document(), new Cost(beyond), began);
            }
        }
    }

    /** What it has spent by its document as it is kept here, calls that were made here not counted. */
    Cost here(Account account, ObjectNode kept) throws SQLException {
        Instant began = began(kept);
        return imported(account, began).plus(Carried.read(kept, began));
    }

    private Cost imported(Account account, Instant began) throws SQLException {
        Since since = new Since(account.kind(), began);
        Map<String, Cost> all = known.get(since);
        if (all == null) {
            all = books.imported(account.kind(), began);
            known.put(since, all);
        }
        return all.getOrDefault(account.id(), Cost.ZERO);
    }
}
