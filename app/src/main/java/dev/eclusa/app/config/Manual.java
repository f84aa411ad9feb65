package dev.eclusa.app.config;

/** The table of keys as the page {@code docs/configuration.md}. */
final class Manual {
    private static final String HEAD = """
            # Configuration

            One YAML file, `eclusa.yaml` by default. Every section is optional; a key that is not listed here is an error, named
            with its line, its column and the nearest key there is. `${NAME}` and `${NAME:-default}` fill in values from the
            environment, never structure. Durations are written `200ms`, `5s`, `10m`, `24h`; prices are USD per million tokens.
            Anchors, aliases and repeated keys are refused. This page is generated from the table the loader checks with.

            | key | type | default | what |
            |---|---|---|---|
            """;

    private final StringBuilder page = new StringBuilder(HEAD);

    private Manual() {}

    /** The whole page. */
    static String written() {
        Manual manual = new Manual();
        manual.rows(KeyTable.ROOT, "");
        return manual.page.toString();
    }

    private void rows(Kind.Group group, String path) {
        for (Key key : group.keys()) {
            String name = TreeCheck.below(path, key.name());
            row(name, key);
            below(key.kind(), name);
        }
    }

    private void below(Kind kind, String path) {
        switch (kind) {
            case Kind.Group group -> rows(group, path);
            case Kind.ListOf list -> below(list.element(), path + "[]");
            case Kind.MapOf map -> below(map.value(), path + ".NAME");
            case Kind.Text text -> {}
            case Kind.Flag flag -> {}
            case Kind.Whole whole -> {}
            case Kind.Decimal decimal -> {}
            case Kind.Span span -> {}
            case Kind.Choice choice -> {}
            case Kind.Anything anything -> {}
        }
    }

    private void row(String name, Key key) {
        page.append("| `").append(name).append("` | ").append(type(key.kind())).append(" | ");
        page.append(key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`").append(" | ");
        page.append(key.meaning())
                .append(key.later() ? " *Not in effect in this version.*" : "")
                .append(" |\n");
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case Kind.Text text -> "text";
            case Kind.Flag flag -> "`true` or `false`";
            case Kind.Whole whole -> "whole number";
            case Kind.Decimal decimal -> "number";
            case Kind.Span span -> "duration";
            case Kind.Choice choice -> "`" + String.join("`, `", choice.words()) + "`";
            case Kind.ListOf list -> "list";
            case Kind.MapOf map -> "mapping by name";
            case Kind.Group group -> "section";
            case Kind.Anything anything -> "anything";
        };
    }
}
