package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.store.sql.Database;
import dev.eclusa.store.sql.PostgresAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes over what LiteLLM keeps in its database: its calls first, then what only its sums know, then its accounts with what
 * of their spend the calls do not explain. It may be cut off at any moment and run again, and changes nothing when all is
 * here. Nothing is written there.
 */
public final class LitellmImport {
    private static final Map<String, String> REASONS = Map.of(
            "LiteLLM_Config",
            "settings: write them into the configuration file",
            "LiteLLM_DailyTeamSpend",
            "the same calls as LiteLLM_DailyUserSpend",
            "LiteLLM_DailyOrganizationSpend",
            "the same calls as LiteLLM_DailyUserSpend",
            "LiteLLM_ErrorLogs",
            "LiteLLM's own log",
            "LiteLLM_AuditLog",
            "LiteLLM's own log");

    private final Source source;
    private final Database books;
    private final Options options;
    private final Outcomes outcomes = new Outcomes();

    /**
     * How it is done.
     *
     * @param from LiteLLM's database
     * @param schema where its tables are
     * @param saltKey what it encrypted models with
     * @param zone whose midnight begins a budget's day
     * @param clock what time it is
     * @param progress hears how far it is
     */
    public record Options(
            PostgresAddress from,
            String schema,
            Optional<String> saltKey,
            ZoneId zone,
            Clock clock,
            Progress progress) {}

    /** There is no database of LiteLLM's, or it cannot be read. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private LitellmImport(Source source, Database books, Options options) {
        this.source = source;
        this.books = books;
        this.options = options;
    }

    /**
     * Takes everything over.
     *
     * @throws Refused when there is no database of LiteLLM's, or another process is at it
     */
    public static ImportReport run(Database books, Options options) throws SQLException, Refused {
        try (Source source = Source.connect(options.from(), options.schema())) {
            if (!source.tryLock()) {
                throw new Refused("Another process is taking over " + options.from() + " right now; let it finish.");
            }
            source.begin();
            return take(source, books, options);
        }
    }

    /** The same from a database that is locked and read already. */
    static ImportReport take(Source source, Database books, Options options) throws SQLException, Refused {
        if (!source.isLitellm()) {
            throw new Refused(
                    "In " + options.from() + ", schema '" + options.schema()
                            + "', are no tables of LiteLLM's (LiteLLM_VerificationToken, LiteLLM_UserTable). Nothing was changed.");
        }
        return new LitellmImport(source, books, options).run();
    }

    private ImportReport run() throws SQLException {
        unfinishedMigrations();
        options.progress().at("accounts", 0, 0);
        List<Account> accounts = Accounts.read(source, outcomes);
        accounts.addAll(StoredModels.read(source, options.saltKey().map(SecretBox::new), outcomes));
        Holders holders = Holders.read(source);
        Map<String, Teams.Logged> logged = calls(holders);
        new DailyAggregates(source, books, holders).takeOver(outcomes, options.progress());
        options.progress().at("spending", 0, 0);
        Kept before = Kept.in(books);
        Spending spending =
                new Spending(books, budgets(before, accounts), options.clock().instant(), options.zone());
        Set<Account> added = put(accounts, before, spending);
        others();
        Reconciled reconciled = Reconciled.of(logged, accounts, added, Kept.in(books), spending, books);
        return new ImportReport(options.from().toString(), outcomes, reconciled, books.imported());
    }

    private Map<String, Teams.Logged> calls(Holders holders) throws SQLException {
        Outcomes.OfTable outcome = outcomes.of(SpendLogs.TABLE);
        if (source.columns(SpendLogs.TABLE).isEmpty()) {
            outcomes.notice(SpendLogs.TABLE + " is not there.");
            return Map.of();
        }
        Optional<String> missing = SpendLogs.missing(source);
        if (missing.isPresent()) {
            outcome.allLeftOut(source.count(SpendLogs.TABLE), missing.get());
            outcomes.wrong(SpendLogs.TABLE + " cannot be read: " + missing.get() + ".");
            return Map.of();
        }
        Map<String, Teams.Logged> logged = Teams.logged(source);
        SpendLogs.takeOver(
                source, books, holders, outcome, options.progress(), options.from() + " " + options.schema());
        return logged;
    }

    private static Map<String, ObjectNode> budgets(Kept before, List<Account> accounts) {
        Map<String, ObjectNode> budgets = new HashMap<>();
        accounts.stream()
                .filter(account -> account.kind() == AccountKind.BUDGET)
                .forEach(account -> budgets.put(account.id(), account.document()));
        budgets.putAll(before.of(AccountKind.BUDGET));
        return budgets;
    }

    private Set<Account> put(List<Account> accounts, Kept before, Spending spending) throws SQLException {
        Set<Account> added = new LinkedHashSet<>();
        for (Account account : accounts) {
            Outcomes.OfTable outcome = outcomes.of(account.table());
            if (before.isGone(account)) {
                outcome.leftOut("deleted here since");
            } else if (before.document(account).isEmpty()) {
                spending.carry(account);
                added.add(account);
                outcome.added(1);
            }
        }
        Kept.put(books, new ArrayList<>(added));
        return added;
    }

    /** Names what is not taken over. */
    private void others() throws SQLException {
        Set<String> known = new HashSet<>(Accounts.tables());
        known.addAll(StoredModels.tables());
        known.addAll(DailyAggregates.tables());
        known.add(SpendLogs.TABLE);
        for (String table : source.tables()) {
            long rows = known.contains(table) ? 0 : source.count(table);
            if (rows > 0) {
                outcomes.of(table).allLeftOut(rows, REASONS.getOrDefault(table, "there is nothing like it here"));
            }
        }
    }

    private void unfinishedMigrations() throws SQLException {
        if (source.columns("_prisma_migrations")
                .containsAll(Set.of("migration_name", "finished_at", "rolled_back_at"))) {
            source.ask(
                    "SELECT json_build_object('name', migration_name)::text FROM "
                            + source.name("_prisma_migrations")
                            + " WHERE finished_at IS NULL AND rolled_back_at IS NULL",
                    List.of(),
                    row -> outcomes.notice("LiteLLM's own migration '" + Fields.text(row, "name")
                            + "' is unfinished: what is not there yet is absent here too. Take over again after it."));
        }
    }
}
