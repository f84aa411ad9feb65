package dev.eclusa.app.litellm.database;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.ImportedTotals;
import dev.eclusa.store.sql.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * LiteLLM's figures beside ours, after a takeover.
 *
 * @param calls by team, an empty name for none
 * @param total of all calls
 * @param accounts those that spend
 */
record Reconciled(List<Calls> calls, Calls total, List<Spend> accounts) {
    /**
     * Calls of a team by its rows.
     *
     * @param there rows in LiteLLM's spend logs
     * @param here rows that were ever taken over
     * @param sums calls here that only sums are known of
     */
    record Calls(String team, Teams.Logged there, Teams.Logged here, Teams.Logged sums) {
        /** More rows here than there are those that LiteLLM has deleted since. */
        boolean equal() {
            return here.rows() > there.rows() || here.equals(there);
        }
    }

    /**
     * What an account has spent.
     *
     * @param state whether both are equal, or why they need not be
     */
    record Spend(AccountKind kind, String id, String name, Cost there, Cost here, State state) {}

    /** How two figures compare. */
    enum State {
        /** They are the same. */
        EQUAL,
        /** LiteLLM's is of a period that is over. */
        PERIOD_OVER,
        /** It was here before, and goes its own way. */
        ITS_OWN,
        /** It was deleted here. */
        GONE,
        /** They are not. */
        DIFFERENT
    }

    boolean equal() {
        return total.equal()
                && calls.stream().allMatch(Calls::equal)
                && accounts.stream().noneMatch(spend -> spend.state() == State.DIFFERENT);
    }

    /** Compares. */
    static Reconciled of(
            Map<String, Teams.Logged> logged,
            List<Account> accounts,
            Set<Account> added,
            Kept kept,
            Spending spending,
            Database books)
            throws SQLException {
        Map<String, ImportedTotals.Sum> imported = new TreeMap<>(books.importedTeams());
        Set<String> teams = new TreeSet<>(imported.keySet());
        teams.addAll(logged.keySet());
        List<Calls> calls = new ArrayList<>();
        Calls total = new Calls("", Teams.Logged.NONE, Teams.Logged.NONE, Teams.Logged.NONE);
        for (String team : teams) {
            ImportedTotals.Sum sum = imported.getOrDefault(team, ImportedTotals.Sum.NONE);
            Calls one = new Calls(
                    team,
                    logged.getOrDefault(team, Teams.Logged.NONE),
                    new Teams.Logged(sum.calls(), new Cost(sum.nanos())),
                    new Teams.Logged(sum.rest(), new Cost(sum.restNanos())));
            calls.add(one);
            total = new Calls(
                    "",
                    total.there().plus(one.there()),
                    total.here().plus(one.here()),
                    total.sums().plus(one.sums()));
        }
        List<Spend> spends = new ArrayList<>();
        for (Account account : accounts) {
            if (account.spend().isPresent()) {
                spends.add(spend(account, added.contains(account), kept, spending));
            }
        }
        return new Reconciled(calls, total, spends);
    }

    private static Spend spend(Account account, boolean isNew, Kept kept, Spending spending) throws SQLException {
        Cost there = account.spend().orElse(Cost.ZERO);
        Optional<ObjectNode> document = kept.document(account);
        Cost here = document.isPresent() ? spending.here(account, document.get()) : Cost.ZERO;
        State state = State.EQUAL;
        if (document.isEmpty()) {
            state = kept.isGone(account) ? State.GONE : State.DIFFERENT;
        } else if (!here.equals(there)) {
            state = spending.open(account).isEmpty() ? State.PERIOD_OVER : isNew ? State.DIFFERENT : State.ITS_OWN;
        }
        return new Spend(account.kind(), account.id(), name(account), there, here, state);
    }

    private static String name(Account account) {
        String alias = Fields.text(account.document(), account.kind().word() + "_alias");
        return alias.isEmpty() ? account.id().replace('\n', '/') : alias;
    }
}
