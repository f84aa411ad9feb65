package dev.eclusa.server.accounts;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.server.manage.ManagementRoute;
import dev.eclusa.server.manage.ManagementRoute.Access;
import dev.eclusa.server.manage.ManagementRoute.Answer;
import dev.eclusa.server.manage.ManagementRoute.Request;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /key/list}, {@code /key/aliases} and {@code /v2/key/info}: many keys at a time.
 *
 * @param hash the id of a key that is named by itself
 */
record KeyLists(AccountBook book, InstantSource clock, UnaryOperator<String> hash) {
    private static final int PAGE = 10;
    private static final int LARGEST_PAGE = 100;
    private static final int ALIASES_A_PAGE = 50;
    private static final List<String> SORTED_BY =
            List.of("created_at", "updated_at", "key_alias", "spend", "max_budget", "expires");
    private static final List<String> SORT_ORDERS = List.of("asc", "desc");
    private static final List<String> STATUSES = List.of("active", "expired", "revoked", "deleted");
    private static final List<String> MONEY = List.of("spend", "max_budget");
    private static final List<String> FILTERS =
            List.of("user_id", "team_id", "organization_id", "project_id", "key_alias");

    Map<String, ManagementRoute> table() {
        return Map.of(
                "/v2/key/info", new AccountRoute(Access.CALLER, Set.of("POST"), this::infos),
                "/key/list", new AccountRoute(Access.CALLER, Set.of("GET"), this::list),
                "/key/aliases", new AccountRoute(Access.CALLER, Set.of("GET"), this::aliases));
    }

    private Answer infos(Request request) {
        ObjectNode asked = AccountRoute.body(request);
        if (!asked.path("keys").isArray()) {
            throw Fields.Wrong.type("keys", "missing", "Field required");
        }
        if (asked.path("keys").isEmpty()) {
            throw Fields.Wrong.type("keys", "value_error", "Name at least one key");
        }
        ObjectNode answer = JsonCodec.object();
        answer.set("key", asked.path("keys"));
        ArrayNode infos = answer.putArray("info");
        Fields.named(asked, "keys").stream()
                .map(named -> book.keyId(named, hash))
                .forEach(id -> book.document(AccountKind.KEY, id)
                        .filter(document -> sight().reads(request, id, document))
                        .ifPresent(document ->
                                infos.add(Shapes.KEY.filled(document).put("token", id))));
        return Answer.ok(answer);
    }

    private Answer aliases(Request request) {
        int size = number(request, "size", ALIASES_A_PAGE, LARGEST_PAGE);
        int page = number(request, "page", 1, Integer.MAX_VALUE);
        sight().checkList(request);
        List<String> found = sight().listed(request, true).values().stream()
                .map(document -> Documents.text(document, "key_alias"))
                .filter(alias -> !alias.isEmpty())
                .filter(alias -> alias.contains(request.parameter("search")))
                .sorted()
                .toList();
        ObjectNode answer = JsonCodec.object();
        ArrayNode aliases = answer.putArray("aliases");
        found.stream().skip((page - 1L) * size).limit(size).forEach(aliases::add);
        answer.put("total_count", found.size()).put("current_page", page);
        answer.put("total_pages", Math.ceilDiv(found.size(), size)).put("size", size);
        return Answer.ok(answer);
    }

    private KeySight sight() {
        return new KeySight(book);
    }

    private Answer list(Request request) {
        sight().checkList(request);
        boolean withTeams = request.parameter("include_team_keys").equals("true");
        int size = number(request, "size", PAGE, LARGEST_PAGE);
        int page = number(request, "page", 1, Integer.MAX_VALUE);
        String sort = request.parameter("sort_by");
        if (!sort.isEmpty() && !SORTED_BY.contains(sort)) {
            throw Fields.Wrong.of(400, "sort_by is one of " + String.join(", ", SORTED_BY) + ".", "sort_by");
        }
        oneOf(request, "sort_order", SORT_ORDERS);
        oneOf(request, "status", STATUSES);
        boolean whole = request.parameter("return_full_object").equals("true");
        List<Map.Entry<String, ObjectNode>> found = sight().listed(request, withTeams).entrySet().stream()
                .filter(entry -> matches(request, entry.getKey(), entry.getValue()))
                .sorted(Map.Entry.comparingByValue(order(request, sort)))
                .toList();
        ObjectNode answer = JsonCodec.object();
        ArrayNode keys = answer.putArray("keys");
        found.stream().skip((page - 1L) * size).limit(size).forEach(entry -> {
            if (whole) {
                keys.add(Shapes.KEY_ROW.filled(entry.getValue().put("token", entry.getKey())));
            } else {
                keys.add(entry.getKey());
            }
        });
        answer.put("total_count", found.size());
        answer.put("current_page", page);
        answer.put("total_pages", Math.ceilDiv(found.size(), size));
        return Answer.ok(answer);
    }

    /** By the field that is asked for, else the newest first; what has no such field stands last. */
    private static Comparator<ObjectNode> order(Request request, String sort) {
        String field = sort.isEmpty() ? "created_at" : sort;
        Comparator<JsonNode> values = MONEY.contains(field)
                ? Comparator.comparing(JsonNode::decimalValue)
                : Comparator.comparing(JsonNode::asString);
        boolean ascending = request.parameter("sort_order").equals("asc");
        return Comparator.comparing(
                document -> document.path(field),
                Comparator.<JsonNode, Boolean>comparing(value -> value.isNull() || value.isMissingNode())
                        .thenComparing(ascending ? values : values.reversed()));
    }

    private static void oneOf(Request request, String name, List<String> known) {
        String asked = request.parameter(name);
        if (!asked.isEmpty() && !known.contains(asked.toLowerCase(Locale.ROOT))) {
            throw Fields.Wrong.of(400, name + " is one of " + String.join(", ", known) + ".", name);
        }
    }

    /** Deleted ones are not kept. */
    private boolean hasStatus(Request request, ObjectNode document) {
        boolean expired = document.hasNonNull("expires")
                && Instant.parse(Documents.text(document, "expires")).isBefore(clock.instant());
        boolean revoked = document.path("blocked").asBoolean(false);
        return switch (request.parameter("status").toLowerCase(Locale.ROOT)) {
            case "" -> true;
            case "active" -> !expired && !revoked;
            case "expired" -> expired;
            case "revoked" -> revoked;
            default -> false;
        };
    }

    private boolean matches(Request request, String id, ObjectNode document) {
        String hash = request.parameter("key_hash");
        if (!hasStatus(request, document) || (!hash.isEmpty() && !hash.equals(id))) {
            return false;
        }
        for (String field : FILTERS) {
            String wanted = request.parameter(field);
            if (!wanted.isEmpty() && !wanted.equals(Documents.text(document, field))) {
                return false;
            }
        }
        return true;
    }

    private static int number(Request request, String name, int usual, int most) {
        String written = request.parameter(name);
        if (written.isEmpty()) {
            return usual;
        }
        if (!written.matches("\\d{1,9}") || Integer.parseInt(written) < 1 || Integer.parseInt(written) > most) {
            throw Fields.Wrong.type(name, "out_of_range", "Input should be a number from 1 to " + most);
        }
        return Integer.parseInt(written);
    }
}
