package dev.eclusa.router;

import dev.eclusa.engine.accounting.Account;
import java.util.List;
import java.util.Set;

/** Limits and budgets that do not stand above a key: of tags, of models and of providers. */
@FunctionalInterface
public interface Purses {
    /** There are none. */
    Purses NONE = (tags, model, providers) -> List.of();

    /**
     * What else limits a call.
     *
     * @param tags that it carries
     * @param model by its public name
     * @param providers that may be asked for it
     */
    List<Account> beside(List<String> tags, String model, Set<String> providers);
}
