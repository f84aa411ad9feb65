package dev.eclusa.server.accounts;

import dev.eclusa.core.Json;
import dev.eclusa.core.account.AccountChanges;
import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.account.AccountStore;
import dev.eclusa.core.account.News;
import dev.eclusa.core.account.StoredAccount;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.accounting.Account;
import dev.eclusa.engine.accounting.Allowance;
import dev.eclusa.engine.accounting.BudgetMarks;
import dev.eclusa.engine.accounting.Plans;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import dev.eclusa.router.Grants;
import dev.eclusa.router.Owner;
import dev.eclusa.router.Role;
import dev.eclusa.router.Tags;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every key, user, team and organization in memory, kept in the store before anything of them holds. Reading is for event
 * loops; changing waits for the store.
 */
public final class AccountBook {
    /** A field nobody is shown. */
    private static final String PRETENDING = "allow_client_mock_response";

    private static final String LEDGER_NAME = "ledger_name";

    /** Fields nobody is shown, and nobody changes. */
    private static final List<String> HIDDEN = List.of(LEDGER_NAME, Carried.FIELD, KnownTokens.FIELD);

    private final AccountStore store;
    private final News news;
    private final Plans plans;
    private final Map<String, Account> routes = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Holdings.Making making;
    private final CommonPurses purses;
    private final Map<String, Account> configured = new ConcurrentHashMap<>();
    private final Map<AccountKind, ConcurrentHashMap<String, Entry>> entries = new EnumMap<>(AccountKind.class);
    private final AtomicLong version = new AtomicLong();
    private volatile Runnable modelsChanged = () -> {};
    private volatile BiFunction<Account, Cost, Optional<Cost>> sharedReset = (account, amount) -> Optional.empty();
    private final KnownTokens tokens = new KnownTokens();
    private long known;

    /** An account: what is known of it, and what it has used. */
    private record Entry(ObjectNode document, Holdings holdings, Optional<Instant> expires, Known known) {
        Account account() {
            return holdings.whole();
        }

        /** Adds what it lets those below it do. */
        void add(List<Account> accounts, List<Owner.Above> models, Failure.OfCaller.Reason whose) {
            accounts.addAll(holdings.everywhere());
            models.add(lets(whose));
        }

        /** The models it lets those below it call. */
        Owner.Above lets(Failure.OfCaller.Reason whose) {
            return new Owner.Above(Documents.texts(document, "models"), whose);
        }
    }

    /** The caller of a key as it was made last; made anew when anything changed since. */
    private static final class Known {
        private volatile Made made = new Made(-1, Caller.ANONYMOUS);

        private record Made(long version, Caller caller) {}
    }

    /**
     * What the operator configured of limits.
     *
     * @param plans limits by name, and of single routes
     * @param purses budgets of providers and models
     * @param keys what keys of the configuration may, by name
     * @param zone whose midnight begins a budget's day
     */
    public record Rules(Plans plans, CommonPurses.Configured purses, Map<String, Allowance> keys, ZoneId zone) {}

    private AccountBook(AccountStore store, News news, Rules rules, Clock clock, BudgetMarks.Listener listener) {
        this.store = store;
        this.news = news;
        this.plans = rules.plans();
        this.clock = clock;
        this.making = new Holdings.Making(clock, rules.zone(), listener);
        this.purses = new CommonPurses(this, making, rules.purses());
        rules.keys()
                .forEach((name, allowance) ->
                        configured.put(name, making.account(OwnId.configured(name), "key '" + name + "'", allowance)));
        for (AccountKind kind : AccountKind.values()) {
            entries.put(kind, new ConcurrentHashMap<>());
        }
    }

    /**
     * The book as the store has it, nothing spent: see {@link #recallSpending}. Waits for the store.
     *
     * @param news how other gateways of the same store hear of changes at once
     * @param listener hears when budgets are spent
     */
    public static AccountBook open(
            AccountStore store, News news, Rules rules, Clock clock, BudgetMarks.Listener listener) {
        AccountBook book = new AccountBook(store, news, rules, clock, listener);
        book.refresh();
        return book;
    }

    /** Where it is kept. */
    AccountStore store() {
        return store;
    }

    /** Whether other gateways may change what is in it. */
    public boolean isShared() {
        return store.isShared();
    }

    /** Reads what others have changed since it was read last. Waits for the store. */
    public synchronized void refresh() {
        AccountChanges changes = store.changes(known);
        changes.kept()
                .forEach(stored -> enter(
                        stored.kind(),
                        stored.id(),
                        Documents.read(stored.document().text())));
        changes.gone().forEach(gone -> leave(gone.kind(), gone.id()));
        if (!changes.gone().isEmpty()) {
            version.incrementAndGet();
        }
        known = changes.last();
        Stream<AccountKind> kinds = Stream.concat(
                changes.kept().stream().map(StoredAccount::kind),
                changes.gone().stream().map(AccountChanges.Gone::kind));
        if (kinds.anyMatch(AccountBook::isOfModels)) {
            modelsChanged.run();
        }
    }

    /** Runs something after models or credentials were added, changed or removed, here or by another gateway. */
    public void onModels(Runnable changed) {
        modelsChanged = changed;
    }

    /** Sets what an account has spent where several gateways count it; answers what it had, where that is known there. */
    public void countedTogether(BiFunction<Account, Cost, Optional<Cost>> reset) {
        sharedReset = reset;
    }

    private static boolean isOfModels(AccountKind kind) {
        return kind == AccountKind.DEPLOYMENT || kind == AccountKind.CREDENTIAL || kind == AccountKind.PASSAGE;
    }

    private void changed(AccountKind kind) {
        news.tell(News.Topic.ACCOUNTS);
        if (isOfModels(kind)) {
            modelsChanged.run();
        }
    }

    private void leave(AccountKind kind, String id) {
        of(kind).remove(id);
        if (kind == AccountKind.KEY) {
            tokens.leave(id);
        }
        if (!kind.spends()) {
            budgetChanged(id);
        }
    }

    /** Whether there is no account at all. */
    public boolean isEmpty() {
        return entries.values().stream().allMatch(Map::isEmpty)
                && configured.isEmpty()
                && purses.accounts().isEmpty();
    }

    /** Budgets beside those above a key. */
    public CommonPurses purses() {
        return purses;
    }

    /** What limits every call of a holder; nothing where there is no such holder. */
    List<Account> limits(AccountKind kind, String id) {
        return find(kind, id).map(entry -> entry.holdings().everywhere()).orElse(List.of());
    }

    /** What limits every call of each key, by its name in the ledger. */
    Map<String, List<Account>> keyLimits() {
        Map<String, List<Account>> limits = new HashMap<>();
        configured.forEach((name, account) -> limits.put(name, List.of(account)));
        of(AccountKind.KEY)
                .forEach((id, entry) -> limits.put(
                        ledgerName(id, entry.document()), entry.holdings().everywhere()));
        return limits;
    }

    /** Has every account know what it has spent in its current period, by the ledger. Waits for the store. */
    public void recallSpending() {
        entries.keySet().forEach(this::recallSpending);
        purses.accounts().forEach(this::recall);
        configured.values().forEach(this::recall);
    }

    private void recallSpending(AccountKind kind) {
        Map<Account, Long> marks = new HashMap<>();
        of(kind).values().stream()
                .flatMap(entry -> entry.holdings().everywhere().stream())
                .forEach(account -> marks.put(account, account.settled()));
        Map<Instant, Map<String, Cost>> byPeriod = new HashMap<>();
        of(kind).forEach((id, entry) -> {
            for (Account account : entry.holdings().everywhere()) {
                Map<String, Cost> spent = !kind.spends()
                        ? Map.of()
                        : byPeriod.computeIfAbsent(
                                account.periodBegan(), began -> store.spent(kind, began, Optional.empty()));
                Cost known = spent.getOrDefault(ledgerName(id, entry.document()), Cost.ZERO);
                account.spent(known.plus(carried(entry, account)), marks.getOrDefault(account, 0L));
            }
            entry.holdings().models().values().forEach(this::recall);
        });
    }

    /** What an account has spent in its current period, by the ledger. Waits for the store. */
    public Cost spent(Account account) {
        return OwnId.read(account.id()).map(id -> spent(id, account)).orElse(Cost.ZERO);
    }

    private Cost spent(OwnId id, Account account) {
        Optional<Entry> known = find(id.kind(), id.name());
        String name =
                known.map(entry -> ledgerName(id.name(), entry.document())).orElse(id.name());
        return id.model()
                .map(model -> store.spentOn(name, model, account.periodBegan()))
                .orElseGet(() -> store.spent(id.kind(), account.periodBegan(), Optional.of(name))
                        .getOrDefault(name, Cost.ZERO)
                        .plus(known.map(entry -> carried(entry, account)).orElse(Cost.ZERO)));
    }

    /** What it had spent when it was taken over from another gateway: see {@link Carried}. */
    private static Cost carried(Entry entry, Account account) {
        return entry.account() == account ? Carried.read(entry.document(), account.periodBegan()) : Cost.ZERO;
    }

    /** Keys by LiteLLM's hash. */
    KnownTokens tokens() {
        return tokens;
    }

    /** The id of a key that is named by itself, by its id, or by LiteLLM's hash; not empty for one nobody knows. */
    String keyId(String named, UnaryOperator<String> hash) {
        String id = named.startsWith("sk-") ? hash.apply(named) : named;
        if (of(AccountKind.KEY).containsKey(id)) {
            return id;
        }
        return tokens.id(named.startsWith("sk-") ? TakenOverKeys.token(named) : named)
                .orElse(id);
    }

    /** A key that was taken over is known by our own hash from now on, by LiteLLM's only to tools. Waits for the store. */
    synchronized void rename(String token, String id) {
        find(AccountKind.KEY, token)
                .ifPresent(
                        entry -> replace(token, id, entry.document().deepCopy().put(KnownTokens.FIELD, token)));
    }

    /** How the ledger calls a key, by its keyed hash in hexadecimal; what is no key's is given back. */
    public String ledgerName(String hash) {
        return find(AccountKind.KEY, hash)
                .map(entry -> ledgerName(hash, entry.document()))
                .orElse(hash);
    }

    /** How the ledger calls it: by its id, of a key that took another's place by that one's. */
    private static String ledgerName(String id, ObjectNode document) {
        String before = Documents.text(document, LEDGER_NAME);
        return before.isEmpty() ? id : before;
    }

    private ConcurrentHashMap<String, Entry> of(AccountKind kind) {
        return java.util.Objects.requireNonNull(entries.get(kind), "every kind has its map");
    }

    private void enter(AccountKind kind, String id, ObjectNode document) {
        Allowance allowance = allowance(kind, document);
        Optional<String> carried = find(kind, id).map(entry -> Carried.text(entry.document()));
        of(kind).compute(id, (same, before) -> {
            Holdings holdings = Holdings.of(
                    OwnId.of(kind, id),
                    word(kind, id) + " '" + called(kind, id, document) + "'",
                    document,
                    allowance,
                    Optional.ofNullable(before).map(Entry::holdings),
                    making);
            return new Entry(document, holdings, Documents.expires(document), new Known());
        });
        if (kind == AccountKind.KEY) {
            tokens.enter(id, document);
        }
        if (!kind.spends()) {
            budgetChanged(id);
        }
        version.incrementAndGet();
        if (carried.isPresent() && !carried.get().equals(Carried.text(document))) {
            recall(find(kind, id).orElseThrow().account());
        }
    }

    /**
     * Has an account count as if it had spent an amount in its current period. Waits for the store.
     *
     * @param amount from nothing to what it has spent
     * @return what it had spent before; empty when the amount is beyond that, and nothing changed
     */
    public synchronized Optional<Cost> resetSpending(AccountKind kind, String id, Cost amount) {
        Entry entry = find(kind, id).orElseThrow();
        Account account = entry.account();
        recall(account);
        // Rows of other gateways reach the ledger a moment after their calls: those who count together know of them
        // already.
        Cost spent = sharedReset.apply(account, amount).orElseGet(account::spent);
        if (amount.nanos() > spent.nanos()) {
            return Optional.empty();
        }
        ObjectNode kept = entry.document().deepCopy();
        long carried = carried(entry, account).nanos() + amount.nanos() - spent.nanos();
        Carried.write(kept, new Cost(carried), account.periodBegan());
        put(kind, id, kept);
        return Optional.of(spent);
    }

    /** What it says itself, else the budget it names, else its plan. */
    private Allowance allowance(AccountKind kind, ObjectNode document) {
        String plan = Documents.text(document, "plan");
        ObjectNode limits = find(AccountKind.BUDGET, Documents.text(document, "budget_id"))
                .filter(budget -> kind.spends())
                .map(budget -> Documents.under(document, budget.document()))
                .orElse(document);
        return plans.applied(
                Documents.allowance(limits, kind != AccountKind.KEY),
                plan.isEmpty() && kind == AccountKind.KEY ? plans.usual() : plan);
    }

    /** Those that name a budget which changed take its limits. */
    private void budgetChanged(String budget) {
        entries.forEach((kind, all) -> all.values().stream()
                .filter(entry -> kind.spends())
                .filter(entry -> Documents.text(entry.document(), "budget_id").equals(budget))
                .forEach(entry -> entry.account().allow(allowance(kind, entry.document()))));
    }

    private static String word(AccountKind kind, String id) {
        if (kind != AccountKind.TAG || AccountKind.isWord(id)) {
            return kind.word();
        }
        if (id.startsWith(AccountKind.CUSTOMER)) {
            return "customer";
        }
        return id.startsWith(AccountKind.PROJECT_TAG) ? "project" : "member";
    }

    /** How refusals call it: its alias, or its id; of a key without alias only the end of its hash. */
    private static String called(AccountKind kind, String id, ObjectNode document) {
        String alias = Documents.text(document, word(kind, id) + "_alias");
        if (!alias.isEmpty()) {
            return alias;
        }
        if (word(kind, id).equals("member") && kind == AccountKind.TAG) {
            return Documents.text(document, "user_id")
                    + "' of the organization '"
                    + Documents.text(document, "organization_id");
        }
        if (kind == AccountKind.TAG && !AccountKind.isWord(id)) {
            return id.substring(id.indexOf(':') + 1);
        }
        if (kind == AccountKind.MEMBER) {
            return Documents.text(document, "user_id") + "' of the team '" + Documents.text(document, "team_id");
        }
        return kind == AccountKind.KEY ? "…" + id.substring(id.length() - 8) : id;
    }

    /** Why {@link #caller} knows nobody. */
    public Failure.OfCaller.Reason unknown(byte[] hash) {
        Entry entry = of(AccountKind.KEY).get(HexFormat.of().formatHex(hash));
        if (entry == null) {
            return Failure.OfCaller.Reason.KEY_UNKNOWN;
        }
        return entry.document().path("blocked").asBoolean(false)
                ? Failure.OfCaller.Reason.KEY_BLOCKED
                : Failure.OfCaller.Reason.KEY_EXPIRED;
    }

    /** Who holds the key with this keyed hash; empty when nobody does, or it is blocked or has expired. */
    public Optional<Caller> caller(byte[] hash) {
        String id = HexFormat.of().formatHex(hash);
        Entry entry = of(AccountKind.KEY).get(id);
        if (entry == null
                || entry.document().path("blocked").asBoolean(false)
                || entry.expires().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            return Optional.empty();
        }
        long now = version.get();
        Known.Made made = entry.known().made;
        if (made.version() != now) {
            made = new Known.Made(now, caller(id, entry));
            entry.known().made = made;
        }
        return Optional.of(made.caller());
    }

    private Caller caller(String id, Entry key) {
        String user = Documents.text(key.document(), "user_id");
        String team = Documents.text(key.document(), "team_id");
        Optional<Entry> above = find(AccountKind.TEAM, team);
        Optional<Entry> holder = find(AccountKind.USER, user);
        String organization = Stream.concat(Stream.of(key), above.stream())
                .map(entry -> Documents.text(entry.document(), "organization_id"))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        List<Account> accounts = new ArrayList<>(4);
        List<Owner.Above> models = new ArrayList<>(3);
        find(AccountKind.ORGANIZATION, organization)
                .ifPresent(entry -> entry.add(accounts, models, Failure.OfCaller.Reason.MODEL_OF_ORGANIZATION));
        above.ifPresent(entry -> entry.add(accounts, models, Failure.OfCaller.Reason.MODEL_OF_TEAM));
        String project = Documents.text(key.document(), "project_id");
        find(AccountKind.TAG, AccountKind.PROJECT_TAG + project)
                .ifPresent(entry -> models.add(entry.lets(Failure.OfCaller.Reason.MODEL_OF_PROJECT)));
        holder.ifPresent(entry -> entry.add(accounts, models, Failure.OfCaller.Reason.MODEL_OF_USER));
        find(AccountKind.MEMBER, AccountKind.member(team, user))
                .ifPresent(entry -> entry.add(accounts, models, Failure.OfCaller.Reason.MODEL_OF_TEAM));
        accounts.addAll(key.holdings().everywhere());
        Role role = holder.map(entry -> Role.of(Documents.text(entry.document(), "user_role")))
                .orElse(Role.CALLER);
        return new Caller(
                ledgerName(id, key.document()),
                role == Role.ADMIN,
                Documents.texts(key.document(), "models"),
                new Owner(
                        id,
                        role,
                        user,
                        team,
                        organization,
                        List.copyOf(accounts),
                        List.copyOf(models),
                        routes(id, called(AccountKind.KEY, id, key.document())),
                        key.holdings().models(),
                        Tags.beside(
                                standing(project, organization, user),
                                Tags.of(Documents.texts(key.document(), "tags").stream()
                                        .sorted())),
                        new Grants(
                                Documents.texts(key.document(), "allowed_routes"),
                                aliases(key, above),
                                key.document().path("metadata").path(PRETENDING).asBoolean(false))));
    }

    /** Tags that stand for accounts a key belongs to. */
    private List<String> standing(String project, String organization, String user) {
        String member = AccountKind.memberTag(organization, user);
        List<String> tags = new ArrayList<>(2);
        if (!project.isEmpty()) {
            tags.add(AccountKind.PROJECT_TAG + project);
        }
        if (of(AccountKind.TAG).containsKey(member)) {
            tags.add(member);
        }
        return tags;
    }

    /** Names of models that a key, or where it says nothing its team, has for itself. */
    private static Map<String, String> aliases(Entry key, Optional<Entry> team) {
        Map<String, String> aliases = new HashMap<>();
        team.ifPresent(above -> Documents.words(above.document(), "model_aliases", aliases));
        Documents.words(key.document(), "aliases", aliases);
        return Map.copyOf(aliases);
    }

    /** A key of the configuration: what stands there of it, and the plan of keys that name none. */
    public Owner configured(String name) {
        Account own = configured.get(name);
        Allowance allowance = plans.applied(own == null ? Allowance.UNLIMITED : own.allowance(), plans.usual());
        String id = OwnId.configured(name);
        if (own != null) {
            own.allow(allowance);
        }
        List<Account> accounts = own != null
                ? List.of(own)
                : allowance.limitsAnything() ? List.of(making.account(id, "key '" + name + "'", allowance)) : List.of();
        return Owner.limited(accounts, routes(id, name));
    }

    /** The master key: limited by what stands in the configuration of it, and by nothing else. */
    public Owner master(String name) {
        return Owner.limited(
                Optional.ofNullable(configured.get(name)).map(List::of).orElse(List.of()), Map.of());
    }

    /** What limits a key on single paths; counted on when the key changes. */
    private Map<String, Account> routes(String id, String name) {
        Map<String, Account> limited = new HashMap<>();
        plans.routes()
                .forEach((path, allowance) -> limited.put(
                        path,
                        routes.computeIfAbsent(
                                "ROUTE:" + path + ":" + id,
                                route -> making.account(route, "key '" + name + "' on " + path, allowance))));
        return Map.copyOf(limited);
    }

    private Optional<Entry> find(AccountKind kind, String id) {
        return id.isEmpty() ? Optional.empty() : Optional.ofNullable(of(kind).get(id));
    }

    /** An account's document with what it has spent; a copy. */
    public Optional<ObjectNode> document(AccountKind kind, String id) {
        return find(kind, id).map(entry -> {
            if (isShared() && kind.spends()) {
                recall(entry.account());
            }
            return told(entry);
        });
    }

    /** Other gateways spend too: the ledger knows of all, this one's own calls up to now included. */
    private void recall(Account account) {
        long mark = account.settled();
        account.spent(spent(account), mark);
    }

    private static ObjectNode told(Entry entry) {
        ObjectNode document = entry.document().deepCopy();
        document.remove(HIDDEN);
        document.put("spend", Documents.dollars(entry.account().spent()));
        entry.account().renews().ifPresent(end -> document.put("budget_reset_at", end.toString()));
        return document;
    }

    /** Every account of a kind, by id. */
    public Map<String, ObjectNode> documents(AccountKind kind) {
        if (isShared() && kind.spends()) {
            recallSpending(kind);
        }
        Map<String, ObjectNode> documents = new java.util.TreeMap<>();
        of(kind).forEach((id, entry) -> documents.put(id, told(entry)));
        return documents;
    }

    /**
     * Whoever has an account, in short.
     *
     * @param id unique within its kind
     * @param name how the ledger calls it
     * @param alias how people call it; empty for none
     * @param account what it may and has spent
     */
    public record Holder(String id, String name, String alias, Account account) {}

    /** Every account of a kind; keys of the configuration among the keys. */
    public List<Holder> holders(AccountKind kind) {
        List<Holder> holders = new ArrayList<>();
        of(kind).forEach((id, entry) -> holders.add(new Holder(
                id,
                ledgerName(id, entry.document()),
                Documents.text(entry.document(), kind.word() + "_alias"),
                entry.account())));
        if (kind == AccountKind.KEY) {
            configured.forEach((name, account) -> holders.add(new Holder(name, name, name, account)));
        }
        return holders;
    }

    /** Those of a kind that have a budget. Waits for the store where other gateways spend too. */
    public List<Holder> budgeted(AccountKind kind) {
        if (isShared() && kind.spends()) {
            recallSpending(kind);
        }
        return holders(kind).stream()
                .filter(holder -> holder.account().allowance().budget().isPresent())
                .toList();
    }

    /** Whether another account of the kind has the alias. */
    public boolean isTaken(AccountKind kind, String field, String alias, String exceptId) {
        return of(kind).entrySet().stream()
                .anyMatch(entry -> !entry.getKey().equals(exceptId)
                        && Documents.text(entry.getValue().document(), field).equals(alias));
    }

    /** Keeps an account, new or changed. Waits for the store. */
    public synchronized void put(AccountKind kind, String id, ObjectNode document) {
        ObjectNode kept = document.deepCopy();
        String budget = Documents.text(kept, "budget_id");
        if (kind.spends()
                && !budget.isEmpty()
                && find(AccountKind.BUDGET, budget).isEmpty()) {
            throw Fields.Wrong.of(400, "There is no budget '" + budget + "'.", "budget_id");
        }
        String plan = Documents.text(kept, "plan");
        if (!plan.isEmpty() && !plans.knows(plan)) {
            throw Fields.Wrong.of(400, "There is no plan '" + plan + "' in limits.plans.", "plan");
        }
        find(kind, id)
                .ifPresent(entry -> HIDDEN.stream()
                        .filter(name -> !kept.has(name) && entry.document().has(name))
                        .forEach(name -> kept.set(name, entry.document().path(name))));
        kept.remove("spend");
        kept.remove("budget_reset_at");
        store.put(List.of(new StoredAccount(kind, id, new Json(JsonCodec.text(kept)))));
        enter(kind, id, kept);
        changed(kind);
    }

    /** A key takes another's place, with all that it is and has spent since; the other is gone at once. Waits for the store. */
    public synchronized void replace(String oldId, String newId, ObjectNode document) {
        Entry before = find(AccountKind.KEY, oldId).orElseThrow();
        ObjectNode kept = document.deepCopy();
        kept.put(LEDGER_NAME, ledgerName(oldId, before.document()));
        if (!kept.has(KnownTokens.FIELD)) {
            kept.put(KnownTokens.FIELD, "");
        }
        of(AccountKind.KEY).put(newId, before);
        put(AccountKind.KEY, newId, kept);
        remove(AccountKind.KEY, List.of(oldId));
    }

    /** Forgets accounts; what they did stays in the ledger. Waits for the store. */
    public synchronized void remove(AccountKind kind, List<String> ids) {
        store.remove(kind, ids);
        ids.forEach(id -> plans.routes().keySet().forEach(path -> routes.remove("ROUTE:" + path + ":" + id)));
        ids.forEach(id -> leave(kind, id));
        version.incrementAndGet();
        changed(kind);
    }
}
