package dev.eclusa.server.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.router.Caller;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.litellm.DailyActivity.Figure;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.server.manage.OwnUse;
import dev.eclusa.server.reports.Days;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.LedgerStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code /user|team|organization|customer|tag/daily/activity}, from sums by day. */
final class ActivityRoutes {
    private final LedgerStore ledger;
    private final AccountBook book;
    private final Deployments deployments;
    private final UnaryOperator<String> keyName;
    private final InstantSource clock;

    ActivityRoutes(LitellmRoutes.Parts parts) {
        this.ledger = parts.ledger();
        this.book = parts.book();
        this.deployments = parts.deployments();
        this.keyName = parts.keyName();
        this.clock = parts.clock();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/user/daily/activity", LitellmRoute.get(Access.CALLER, this::users));
        table.put("/user/daily/activity/aggregated", LitellmRoute.get(Access.CALLER, this::users));
        table.put("/team/daily/activity", LitellmRoute.get(Access.INSIDER, this::teams));
        table.put(
                "/organization/daily/activity",
                of("organization_ids", DailyUse::organization, AccountKind.ORGANIZATION));
        for (String root : List.of("/customer", "/end_user")) {
            table.put(root + "/daily/activity", LitellmRoute.get(Access.VIEWER, this::customers));
            table.put(root + "/daily/activity/aggregated", LitellmRoute.get(Access.VIEWER, this::customers));
        }
        table.put("/tag/daily/activity", LitellmRoute.get(Access.INSIDER, this::tags));
        return table;
    }

    private ManagementRoute of(String parameter, Function<DailyUse, String> entity, AccountKind kind) {
        return LitellmRoute.get(
                Access.VIEWER,
                request -> report(request, figures(request, entity, wanted(request.parameter(parameter))), kind));
    }

    private static Predicate<String> wanted(String names) {
        Set<String> named = Set.copyOf(List.of(names.split(",")));
        return names.isEmpty() ? name -> true : named::contains;
    }

    private Stream<Figure> figures(Request request, Function<DailyUse, String> entity, Predicate<String> wanted) {
        return ledger.daily(query(request)).stream()
                .map(use -> new Figure(entity.apply(use), use))
                .filter(figure -> wanted.test(figure.entity()));
    }

    private DailyQuery query(Request request) {
        Days days = Days.required(request, clock);
        return new DailyQuery(days.start(), days.end(), keyName.apply(request.parameter("api_key")), "", "", "");
    }

    /** Everybody's for viewers; others see their user's, or where there is no user their key's. */
    private ObjectNode users(Request request) {
        if (LitellmRoute.reads(request)) {
            return report(
                    request, figures(request, DailyUse::user, wanted(request.parameter("user_id"))), AccountKind.USER);
        }
        Caller caller = Own.caller(request);
        String user = caller.owner().user();
        String asked = request.parameter("user_id");
        if (!asked.isEmpty() && !asked.equals(user)) {
            throw new ManagementRoute.Refused(Failure.OfCaller.of(
                    Failure.OfCaller.Kind.FORBIDDEN, "A user is told of what it used itself; viewers of all."));
        }
        return report(
                request,
                figures(request, DailyUse::user, name -> true)
                        .filter(figure -> user.isEmpty()
                                ? figure.use().key().equals(caller.name())
                                : figure.entity().equals(user)),
                AccountKind.USER);
    }

    /** Everybody's for viewers; others see what they use themselves, by team. */
    private ObjectNode teams(Request request) {
        String own = OwnUse.user(request);
        Predicate<String> wanted = wanted(request.parameter("team_ids"));
        return report(
                request,
                figures(request, DailyUse::team, wanted)
                        .filter(figure -> own.isEmpty()
                                || (own.equals(figure.use().user())
                                        && !figure.entity().isEmpty())),
                AccountKind.TEAM);
    }

    private ObjectNode customers(Request request) {
        Predicate<String> wanted = wanted(request.parameter("end_user_ids"));
        return report(
                request,
                Customers.uses(ledger, query(request))
                        .filter(tagged -> wanted.test(tagged.tag()))
                        .map(tagged -> new Figure(tagged.tag(), tagged.use())),
                AccountKind.TAG);
    }

    private ObjectNode tags(Request request) {
        Predicate<String> wanted = wanted(request.parameter("tags"));
        String own = OwnUse.user(request);
        return report(
                request,
                Customers.others(ledger, query(request))
                        .filter(tagged ->
                                own.isEmpty() || own.equals(tagged.use().user()))
                        .filter(tagged -> wanted.test(tagged.tag()))
                        .map(tagged -> new Figure(tagged.tag(), tagged.use())),
                AccountKind.TAG);
    }

    private ObjectNode report(Request request, Stream<Figure> figures, AccountKind kind) {
        Map<String, String> names = deployments.names();
        String model = request.parameter("model");
        List<Figure> found = figures.filter(figure -> model.isEmpty()
                        || model.equals(figure.use().model())
                        || model.equals(Sums.model(figure.use()))
                        || model.equals(names.get(Sums.model(figure.use()))))
                .toList();
        int page = LitellmRoute.number(request, "page", 1, Integer.MAX_VALUE);
        return new DailyActivity(new KeyNames(book), names, told(kind)).report(found, page);
    }

    /** Aliases and addresses of users, teams and organizations. */
    private Function<String, ObjectNode> told(AccountKind kind) {
        List<String> fields = switch (kind) {
            case USER -> List.of("user_email", "user_alias");
            case TEAM -> List.of("team_alias");
            case ORGANIZATION -> List.of("organization_alias");
            case TAG -> List.of("alias");
            case KEY, BUDGET, PROVIDER, MODEL, MEMBER, DEPLOYMENT, CREDENTIAL, PASSAGE -> List.of();
        };
        Map<String, ObjectNode> known = book.documents(kind);
        return name -> {
            ObjectNode document =
                    known.getOrDefault(name, known.getOrDefault(AccountKind.CUSTOMER + name, JsonCodec.object()));
            ObjectNode metadata = JsonCodec.object();
            fields.forEach(
                    field -> metadata.set(field, document.has(field) ? document.path(field) : metadata.nullNode()));
            return metadata;
        };
    }
}
