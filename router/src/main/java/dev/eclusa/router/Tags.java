package dev.eclusa.router;

import dev.eclusa.core.account.AccountKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Words that calls are told apart by in accounts: each once, short, and not too many. */
public final class Tags {
    private static final int MOST = 32;
    private static final int LONGEST = 128;

    private Tags() {}

    static List<String> of(String... words) {
        return words.length == 1 && words[0].isEmpty() ? List.of() : of(Arrays.stream(words));
    }

    /** Those of some words that may be tags; none that only keys have stands among them. */
    public static List<String> of(Stream<String> words) {
        return words.map(String::strip)
                .filter(word -> !AccountKind.isOfKeys(word))
                .filter(word -> !word.isEmpty() && word.length() <= LONGEST)
                .filter(word -> word.chars().noneMatch(Character::isISOControl))
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** The tag of a customer, whom the caller says that a call is made for; none where it is no fit name. */
    static List<String> ofCustomer(String name) {
        return name.isBlank() ? List.of() : of(Stream.of(AccountKind.CUSTOMER + name.strip()));
    }

    /** The tags of a key beside those that stand for accounts it belongs to. */
    public static List<String> beside(List<String> standing, List<String> tags) {
        return both(standing, tags);
    }

    static List<String> both(List<String> some, List<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return new ArrayList<>(all);
    }
}
