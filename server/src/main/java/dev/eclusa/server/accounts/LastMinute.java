package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.engine.accounting.Account;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Has limits a minute go on where the process before this one left them: a restart lets nobody begin anew. */
public final class LastMinute {
    private LastMinute() {}

    /**
     * Counts calls that the ledger has with the accounts they belong to.
     *
     * @param calls of the last minute, newest first
     * @param nowMillis epoch milliseconds of the moment
     * @param nowNanos {@link System#nanoTime()} of the same moment
     */
    public static void recall(AccountBook book, List<CallRow> calls, long nowMillis, long nowNanos) {
        Map<String, List<Account>> keys = book.keyLimits();
        for (CallRow call : calls.reversed()) {
            long ageMillis = Math.max(0, nowMillis - call.begin().beganAtMillis());
            long nanos = nowNanos - ageMillis * 1_000_000;
            long tokens = call.usage().total();
            accounts(book, keys, call.begin().caller())
                    .filter(account -> account.allowance().limitsAnything())
                    .forEach(account -> account.remember(nanos, tokens));
        }
    }

    private static Stream<Account> accounts(AccountBook book, Map<String, List<Account>> keys, CallerLabels caller) {
        Stream<Account> holders = Stream.of(
                        book.limits(AccountKind.ORGANIZATION, caller.organization()),
                        book.limits(AccountKind.TEAM, caller.team()),
                        book.limits(AccountKind.USER, caller.user()),
                        book.limits(AccountKind.MEMBER, AccountKind.member(caller.team(), caller.user())),
                        keys.getOrDefault(caller.key(), List.of()))
                .flatMap(List::stream);
        return Stream.concat(
                holders, caller.tags().stream().flatMap(tag -> book.limits(AccountKind.TAG, tag).stream()));
    }
}
