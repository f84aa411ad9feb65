package dev.eclusa.app.replayed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Whether one JSON body has every field of another, each of the same type. */
final class Shape {
    /** Fields whose value is a map from names in the data; two of them are alike when their values are. */
    private static final Set<String> MAPS = Set.of(
            "models",
            "model_groups",
            "providers",
            "endpoints",
            "api_keys",
            "entities",
            "api_key_breakdown",
            "users",
            "by_name",
            "latest_health_checks",
            "routing_strategy_descriptions",
            "available_callbacks",
            "redis_type_descriptions");

    /** Keys that are data wherever they stand: keys and their hashes and what stands for them in sums, days. */
    private static final Pattern DATA = Pattern.compile(
            "sk-.*|[0-9a-f]{16,}|\\d{4}-\\d\\d-\\d\\d.*||" + "litellm_proxy_master_key|litellm-internal-health-check");

    private final Set<String> overlooked;
    private final boolean nullMayBeLeftOut;
    private final List<String> differences = new ArrayList<>();

    private Shape(Set<String> overlooked, boolean nullMayBeLeftOut) {
        this.overlooked = overlooked;
        this.nullMayBeLeftOut = nullMayBeLeftOut;
    }

    /**
     * What is not the same, a path each.
     *
     * @param overlooked fields that need not be there, wherever they stand; each that was missed is said with a `~` before it
     * @param nullMayBeLeftOut whether a field that was null may be missing
     */
    static List<String> differences(
            JsonNode recorded, JsonNode here, Set<String> overlooked, boolean nullMayBeLeftOut) {
        Shape shape = new Shape(overlooked, nullMayBeLeftOut);
        shape.compare(recorded, here, "");
        return List.copyOf(shape.differences);
    }

    private void compare(JsonNode recorded, JsonNode here, String path) {
        if (recorded.isNull() || here.isNull()) {
            return;
        }
        if (!type(recorded).equals(type(here))) {
            differences.add((path.isEmpty() ? "the body" : path) + " is a " + type(here) + ", not a " + type(recorded));
        } else if (recorded.isArray() && !recorded.isEmpty() && !here.isEmpty()) {
            compareRows(recorded.path(0), here, path + "[]");
        } else if (recorded.isObject() && MAPS.contains(path.substring(path.lastIndexOf('.') + 1))) {
            compareFirst(recorded, here, path);
        } else if (recorded.isObject()) {
            recorded.propertyStream()
                    .filter(field -> !isData(field.getKey(), path))
                    .forEach(field -> compareField(field.getKey(), field.getValue(), here, path));
        }
    }

    /** Rows may come in another order: one of them is like the first recorded one, or all of them together are. */
    private void compareRows(JsonNode recorded, JsonNode here, String path) {
        if (here.valueStream().noneMatch(row -> isLike(recorded, row, path))) {
            compare(recorded, Merged.all(here), path);
        }
    }

    private boolean isLike(JsonNode recorded, JsonNode row, String path) {
        Shape shape = new Shape(Set.of(), nullMayBeLeftOut);
        shape.compare(recorded, row, path);
        return shape.differences.isEmpty();
    }

    private void compareField(String name, JsonNode value, JsonNode here, String path) {
        if (here.has(name)) {
            compare(value, here.path(name), path + "." + name);
        } else if (overlooked.contains(name)) {
            differences.add("~" + name);
        } else if (!(value.isNull() && nullMayBeLeftOut)) {
            differences.add(path + "." + name + " is missing");
        }
    }

    private void compareFirst(JsonNode recorded, JsonNode here, String path) {
        if (!recorded.isEmpty() && !here.isEmpty()) {
            compare(recorded.iterator().next(), here.iterator().next(), path + ".*");
        }
    }

    private static boolean isData(String name, String path) {
        return DATA.matcher(name).matches() || (path.endsWith(".daily_spend[]") && !name.equals("date"));
    }

    private static String type(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "list";
            case OBJECT, POJO -> "object";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case STRING, BINARY -> "string";
            case NULL -> "null";
            case MISSING -> "nothing";
        };
    }
}
