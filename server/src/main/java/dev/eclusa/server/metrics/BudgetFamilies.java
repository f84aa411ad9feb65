package dev.eclusa.server.metrics;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.metrics.Exposition.FigureType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What may be spent, and what has been, of the accounts that have a budget. */
final class BudgetFamilies implements Collector {
    private static final int MOST = 1000;
    private static final List<AccountKind> KINDS =
            List.of(AccountKind.ORGANIZATION, AccountKind.TEAM, AccountKind.USER, AccountKind.KEY);

    private final AccountBook book;

    BudgetFamilies(AccountBook book) {
        this.book = book;
    }

    private record Told(List<Label> labels, Account account) {}

    @Override
    public void collect(Exposition into) {
        List<Told> all = new ArrayList<>();
        book.purses()
                .ofProviders()
                .forEach((name, account) ->
                        add(all, Label.of("kind", "provider", "name", name, "alias", name), account));
        KINDS.forEach(kind -> book.budgeted(kind)
                .forEach(holder -> add(
                        all,
                        Label.of("kind", kind.word(), "name", holder.name(), "alias", holder.alias()),
                        holder.account())));
        family(
                into,
                all,
                "llm_budget_dollars",
                "What an account may spend in its period, in USD.",
                (told, text) ->
                        told.account().allowance().budget().ifPresent(most -> text.nanos(told.labels(), most.nanos())));
        family(
                into,
                all,
                "llm_budget_spent_dollars",
                "What an account has spent in its period, in USD.",
                (told, text) -> text.nanos(told.labels(), told.account().spent().nanos()));
    }

    private static void add(List<Told> all, List<Label> labels, Account account) {
        if (all.size() < MOST && account.allowance().budget().isPresent()) {
            all.add(new Told(labels, account));
        }
    }

    private static void family(
            Exposition into, List<Told> all, String name, String help, BiConsumer<Told, Exposition> sample) {
        into.family(name, FigureType.GAUGE, help);
        all.forEach(told -> sample.accept(told, into));
    }
}
