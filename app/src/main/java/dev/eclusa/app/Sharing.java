package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.core.account.News;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Limiter;
import dev.eclusa.router.sharing.SharedLimiter;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.accounts.BookWatch;
import dev.eclusa.server.accounts.LastMinute;
import dev.eclusa.server.accounts.TakenOverKeys;
import dev.eclusa.server.auth.Keyring;
import dev.eclusa.server.manage.BudgetNotices;
import dev.eclusa.store.CallQuery;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.redis.RedisCounters;
import dev.eclusa.store.redis.RedisLink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The accounts and their limits, kept with other gateways where a database or Redis is shared with them. */
final class Sharing implements AutoCloseable {
    private static final Executor VIRTUAL = Thread::startVirtualThread;
    private static final long MINUTE_MILLIS = 60_000;

    /** More calls of a minute than this are not read at a start: they would take seconds. */
    private static final int MOST_OF_A_MINUTE = 100_000;

    private final AccountBook book;
    private final Limiter limiter;
    private final List<Runnable> closing = new ArrayList<>();

    private Sharing(Configuration configuration, LedgerStore ledger, Keyring ring) {
        String redis = configuration.store().redis();
        News news = redis.isEmpty() ? News.NONE : linked(redis);
        book = AccountBook.open(
                ledger.accounts(),
                news,
                new AccountBook.Rules(
                        configuration.plans(),
                        configuration.budgets().purses(),
                        configuration.auth().limited(),
                        configuration.budgets().zone()),
                Clock.systemUTC(),
                new BudgetNotices(ledger.audit()));
        if (!book.isEmpty()) {
            ledger.report().join();
            book.recallSpending();
            recallMinute(ledger);
        }
        limiter = news instanceof RedisLink link ? counting(configuration, link) : Limiter.local();
        TakenOverKeys takenOver = new TakenOverKeys(book, ring::hash, VIRTUAL);
        ring.owned(book::master, book::configured)
                .or(book::caller, book::unknown)
                .orElse(takenOver::caller, takenOver::unknown);
        if (book.isShared()) {
            BookWatch watch = BookWatch.start(book, news, redis.isEmpty());
            closing.add(watch::close);
            ring.refreshedBy(watch::look);
        }
    }

    private void recallMinute(LedgerStore ledger) {
        long now = System.currentTimeMillis();
        CallQuery minute = new CallQuery("", "", "", now - MINUTE_MILLIS, Long.MAX_VALUE, MOST_OF_A_MINUTE);
        LastMinute.recall(book, ledger.calls(minute), now, System.nanoTime());
    }

    /** The accounts of a ledger, once what an earlier process left unsettled is in what they spent. */
    static Sharing start(Configuration configuration, LedgerStore ledger, Keyring ring) {
        return new Sharing(configuration, ledger, ring);
    }

    private static RedisLink linked(String url) {
        return new RedisLink(url);
    }

    private Limiter counting(Configuration configuration, RedisLink link) {
        SharedLimiter shared = SharedLimiter.start(
                new RedisCounters(link), this::spent, configuration.store().withoutRedis(), link);
        closing.add(shared::close);
        book.countedTogether(shared::reset);
        return shared;
    }

    private CompletionStage<Cost> spent(Account account) {
        return CompletableFuture.supplyAsync(() -> book.spent(account), VIRTUAL);
    }

    /** Who may call, and what they may. */
    AccountBook book() {
        return book;
    }

    /** Lets calls in. */
    Limiter limiter() {
        return limiter;
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
