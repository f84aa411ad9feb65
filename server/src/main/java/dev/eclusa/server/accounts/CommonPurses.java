package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.router.Purses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Budgets of providers and models as configured, and of tags as they are managed. */
public final class CommonPurses implements Purses {
    private final AccountBook book;
    private final Map<String, Account> providers = new HashMap<>();
    private final Map<String, Account> models = new HashMap<>();

    /**
     * What the operator configured.
     *
     * @param providers by name
     * @param models by public name
     */
    public record Configured(Map<String, Allowance> providers, Map<String, Allowance> models) {
        /** Nothing. */
        public static final Configured NONE = new Configured(Map.of(), Map.of());
    }

    CommonPurses(AccountBook book, Holdings.Making making, Configured configured) {
        this.book = book;
        configured
                .providers()
                .forEach((name, allowance) -> providers.put(
                        name, making.account(Account.OF_PROVIDER + name, "provider '" + name + "'", allowance)));
        configured
                .models()
                .forEach((name, allowance) -> models.put(
                        name,
                        making.account(OwnId.of(AccountKind.MODEL, name).text(), "model '" + name + "'", allowance)));
    }

    /** All of them but those of tags. */
    List<Account> accounts() {
        List<Account> all = new ArrayList<>(providers.values());
        all.addAll(models.values());
        return all;
    }

    /** Budgets of providers, by name. */
    public Map<String, Account> ofProviders() {
        return Map.copyOf(providers);
    }

    @Override
    public List<Account> beside(List<String> tags, String model, Set<String> asked) {
        if (tags.isEmpty() && providers.isEmpty() && models.isEmpty()) {
            return List.of();
        }
        List<Account> accounts = new ArrayList<>();
        tags.forEach(tag -> accounts.addAll(book.limits(AccountKind.TAG, tag)));
        Optional.ofNullable(models.get(model)).ifPresent(accounts::add);
        for (String provider : asked) {
            Optional.ofNullable(providers.get(provider)).ifPresent(accounts::add);
        }
        return accounts;
    }
}
