package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.TaggedUse;
import java.util.List;
import java.util.stream.Stream;

/** Customers are tags of calls, of another name. */
final class Customers {
    private Customers() {}

    /** Whether a tag stands for a customer. */
    static boolean isOne(String tag) {
        return tag.startsWith(AccountKind.CUSTOMER);
    }

    /** The customer whose tag it is. */
    static String name(String tag) {
        return tag.substring(AccountKind.CUSTOMER.length());
    }

    /** The customer among tags; empty for none. */
    static String of(List<String> tags) {
        return tags.stream()
                .filter(Customers::isOne)
                .map(Customers::name)
                .findFirst()
                .orElse("");
    }

    /** The tags that stand for nobody. */
    static List<String> without(List<String> tags) {
        return tags.stream().filter(AccountKind::isWord).toList();
    }

    /** What calls of customers used. */
    static Stream<TaggedUse> uses(LedgerStore ledger, DailyQuery query) {
        return ledger.tagged(query, "").stream()
                .filter(tagged -> isOne(tagged.tag()))
                .map(tagged -> new TaggedUse(name(tagged.tag()), tagged.use()));
    }

    /** What calls used by their tags, customers and projects apart. */
    static Stream<TaggedUse> others(LedgerStore ledger, DailyQuery query) {
        return ledger.tagged(query, "").stream().filter(tagged -> AccountKind.isWord(tagged.tag()));
    }
}
