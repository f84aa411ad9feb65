package dev.eclusa.server.litellm;

import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Request;
import dev.eclusa.server.manage.OwnUse;
import dev.eclusa.server.reports.Days;
import dev.eclusa.store.DailyQuery;
import dev.eclusa.store.DailyUse;
import dev.eclusa.store.DailyUse.Use;
import dev.eclusa.store.LedgerStore;
import dev.eclusa.store.TaggedUse;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What calls with tags cost: {@code /spend/tags}, {@code /tag/summary}, {@code /global/spend/tags|all_tag_names}. */
final class TagSpendRoutes {
    private final LedgerStore ledger;
    private final InstantSource clock;

    TagSpendRoutes(LitellmRoutes.Parts parts) {
        this.ledger = parts.ledger();
        this.clock = parts.clock();
    }

    Map<String, ManagementRoute> table() {
        Map<String, ManagementRoute> table = new TreeMap<>();
        table.put("/spend/tags", LitellmRoute.get(Access.INSIDER, this::spend));
        table.put("/tag/summary", LitellmRoute.get(Access.VIEWER, this::summary));
        table.put("/global/spend/tags", LitellmRoute.get(Access.VIEWER, this::perTag));
        table.put("/global/spend/all_tag_names", LitellmRoute.get(Access.VIEWER, request -> names()));
        return table;
    }

    /** Figures by tag, dearest first; of all days where none are named. */
    private Map<String, List<DailyUse>> byTag(Request request) {
        boolean dates = !request.parameter("start_date").isEmpty()
                || !request.parameter("end_date").isEmpty();
        Days days = dates
                ? Days.required(request, clock)
                : new Days(LocalDate.EPOCH, LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC));
        return Customers.others(ledger, OwnUse.query(request, days.start(), days.end()))
                .collect(Collectors.groupingBy(
                        TaggedUse::tag, TreeMap::new, Collectors.mapping(TaggedUse::use, Collectors.toList())));
    }

    private Map<String, Use> ranked(Request request) {
        return Sums.ranked(byTag(request).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Sums.all(entry.getValue()))));
    }

    private ArrayNode spend(Request request) {
        ArrayNode list = JsonCodec.array();
        ranked(request)
                .forEach((tag, use) -> list.addObject()
                        .put("individual_request_tag", tag)
                        .put("log_count", use.requests())
                        .put("total_spend", use.cost().dollars()));
        return list;
    }

    private ObjectNode perTag(Request request) {
        String named = request.parameter("tags");
        List<String> wanted = List.of(named.split(","));
        ObjectNode answer = JsonCodec.object();
        ArrayNode list = answer.putArray("spend_per_tag");
        ranked(request).forEach((tag, use) -> {
            if (named.isEmpty() || named.equals("all-tags") || wanted.contains(tag)) {
                list.addObject()
                        .put("name", tag)
                        .put("spend", use.cost().dollars())
                        .put("log_count", use.requests());
            }
        });
        return answer;
    }

    private ObjectNode summary(Request request) {
        Days.required(request, clock);
        ObjectNode answer = JsonCodec.object();
        ArrayNode results = answer.putArray("results");
        byTag(request).forEach((tag, uses) -> {
            Use all = Sums.all(uses);
            long users = uses.stream()
                    .map(DailyUse::user)
                    .filter(user -> !user.isEmpty())
                    .distinct()
                    .count();
            results.addObject()
                    .put("tag", tag)
                    .put("unique_users", users)
                    .put("total_requests", all.requests())
                    .put("successful_requests", all.requests() - all.failed())
                    .put("failed_requests", all.failed())
                    .put("total_tokens", all.tokens())
                    .put("total_spend", all.cost().dollars());
        });
        return answer;
    }

    private ObjectNode names() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        ObjectNode answer = JsonCodec.object();
        ArrayNode names = answer.putArray("tag_names");
        Customers.others(ledger, DailyQuery.of(LocalDate.EPOCH, today))
                .map(TaggedUse::tag)
                .distinct()
                .sorted()
                .forEach(names::add);
        return answer;
    }
}
