package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
import dev.eclusa.engine.accounting.Account;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who stands above a key.
 *
 * @param key its id among the managed keys; empty for a key of the configuration
 * @param role what its user may do beside calling models
 * @param user empty for nobody
 * @param team empty for none
 * @param organization empty for none
 * @param accounts what limits its calls, from the organization down to the key
 * @param above what each of them lets its keys call
 * @param routes what limits the key on single paths
 * @param onModels what limits the key on single models
 * @param tags words that all its calls carry
 * @param grants what it may reach
 */
public record Owner(
        String key,
        Role role,
        String user,
        String team,
        String organization,
        List<Account> accounts,
        List<Above> above,
        Map<String, Account> routes,
        Map<String, Account> onModels,
        List<String> tags,
        Grants grants) {
    /**
     * What a user, team or organization lets its keys call.
     *
     * @param models names; none is all
     * @param reason why a key may not call another
     */
    public record Above(Set<String> models, Failure.OfCaller.Reason reason) {}

    /** Nobody: a key of the configuration. */
    public static final Owner NOBODY = limited(List.of(), Map.of());

    /** Nobody, and a key of the configuration that is limited. */
    public static Owner limited(List<Account> accounts, Map<String, Account> routes) {
        return new Owner("", Role.CALLER, "", "", "", accounts, List.of(), routes, Map.of(), List.of(), Grants.ALL);
    }

    /** What limits a call to a model on a path. */
    public List<Account> accountsOn(String path, String model) {
        Account route = routes.get(path);
        Account own = onModels.get(model);
        if (route == null && own == null) {
            return accounts;
        }
        List<Account> all = new ArrayList<>(accounts);
        Stream.of(Optional.ofNullable(own), Optional.ofNullable(route))
                .flatMap(Optional::stream)
                .forEach(all::add);
        return all;
    }

    /** Whether money is limited anywhere above the key. */
    public boolean hasBudget() {
        return hasBudget(accounts) || hasBudget(onModels.values());
    }

    private static boolean hasBudget(Collection<Account> some) {
        for (Account account : some) {
            if (account.allowance().budget().isPresent()) {
                return true;
            }
        }
        return false;
    }
}
