package dev.eclusa.server.accounts;

import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.BudgetMarks;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that limits one holder: what it may at all, budgets of further periods ({@code budget_limits}), and what it may on
 * single models ({@code model_max_budget}, {@code model_rpm_limit}, {@code model_tpm_limit}).
 *
 * @param whole what it may at all
 * @param windows budgets of other periods, by the period as it is written
 * @param models what it may on models, by name
 */
record Holdings(Account whole, Map<String, Account> windows, Map<String, Account> models) {
    /** How accounts are made. */
    record Making(Clock clock, ZoneId zone, BudgetMarks.Listener listener) {
        Account account(String id, String name, Allowance allowance) {
            return new Account(id, name, allowance, clock, zone).tells(listener);
        }
    }

    /** What limits a holder now; accounts that were there before go on counting. */
    static Holdings of(
            OwnId id, String name, ObjectNode document, Allowance allowance, Optional<Holdings> before, Making making) {
        Account whole = before.map(Holdings::whole).orElseGet(() -> making.account(id.text(), name, allowance));
        whole.allow(allowance);
        Map<String, Allowance> windows = Documents.windows(document);
        allowance.period().ifPresent(own -> windows.remove(own.text()));
        return new Holdings(
                whole,
                kept(
                        windows,
                        before.map(Holdings::windows).orElse(Map.of()),
                        period -> making.account(id.text(), name + " in " + period, Allowance.UNLIMITED)),
                kept(
                        Documents.models(document),
                        before.map(Holdings::models).orElse(Map.of()),
                        model -> making.account(id.on(model), name + " on '" + model + "'", Allowance.UNLIMITED)));
    }

    private static Map<String, Account> kept(
            Map<String, Allowance> wanted, Map<String, Account> before, Function<String, Account> made) {
        Map<String, Account> accounts = new LinkedHashMap<>();
        wanted.forEach((name, allowance) -> {
            Account account = Optional.ofNullable(before.get(name)).orElseGet(() -> made.apply(name));
            account.allow(allowance);
            accounts.put(name, account);
        });
        return accounts;
    }

    /** What limits every call of it. */
    List<Account> everywhere() {
        List<Account> all = new ArrayList<>(windows.values());
        all.add(whole);
        return all;
    }

    /** Every account. */
    List<Account> all() {
        return Stream.concat(everywhere().stream(), models.values().stream()).collect(Collectors.toList());
    }
}
