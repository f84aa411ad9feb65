package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.config.OwnPaths;
import dev.eclusa.app.litellm.Context.Need;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries {@code general_settings.pass_through_endpoints} to our {@code pass_through}. */
final class PassThroughSection {
    private static final String ENDPOINTS = "pass_through_endpoints";
    private static final String TIMEOUT = "pass_through_request_timeout";

    /** A variable within a text, which is how headers name theirs: {@code Bearer os.environ/KEY}. */
    private static final Pattern VARIABLE = Pattern.compile("os\\.environ/[A-Za-z_][A-Za-z0-9_]*");

    private static final Set<String> LANGFUSE = Set.of("LANGFUSE_PUBLIC_KEY", "LANGFUSE_SECRET_KEY");

    private final Keys general;

    PassThroughSection(Keys general) {
        this.general = general;
    }

    void write(Page file) {
        Optional<String> usual = general.seconds(TIMEOUT);
        List<Page.Entry> passages = new ArrayList<>();
        List<Located> elements = general.list(ENDPOINTS);
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) instanceof Located.Mapping mapping) {
                String path = general.path(ENDPOINTS) + "[" + i + "]";
                Keys keys = new Keys(general.name(ENDPOINTS), path, mapping, general.context());
                passage(keys, usual).ifPresent(passages::add);
            } else {
                general.problem(ENDPOINTS, "An endpoint is a mapping of path and target.");
            }
        }
        file.pages("pass_through", passages);
    }

    private Optional<Page.Entry> passage(Keys keys, Optional<String> usual) {
        Place place = keys.place("path");
        Page page = new Page();
        keys.required("path", "An endpoint needs a path.").ifPresent(path -> page.text("path", path, place));
        carried(keys, "target").ifPresent(target -> page.text("target", target, keys.place("target")));
        if (!keys.has("target")) {
            keys.problem("target", "An endpoint needs a target.");
        }
        headers(keys, page);
        texts(keys, "default_query_params", page, "query");
        flag(keys, "include_subpath", page, "include_subpaths");
        flag(keys, "forward_headers", page, "forward_headers");
        flag(keys, "auth", page, "auth");
        methods(keys, page);
        keys.number("cost_per_request")
                .filter(cost -> cost.signum() > 0)
                .map(BigDecimal::toPlainString)
                .ifPresent(cost -> page.plain("cost_per_request", cost, keys.place("cost_per_request")));
        keys.seconds("timeout")
                .or(() -> usual)
                .ifPresent(span -> page.plain("timeout", span, keys.has("timeout") ? keys.place("timeout") : place));
        keys.take("id");
        keys.take("is_from_config");
        keys.rest();
        return isOwn(keys) ? Optional.empty() : Optional.of(page.element(List.of(), place));
    }

    /** Whether the gateway has the path itself, which then goes before. */
    private static boolean isOwn(Keys keys) {
        String path = keys.now("path").orElse("").replaceFirst("/$", "");
        Optional<String> own = OwnPaths.clash(path, keys.flag("include_subpath").orElse(false));
        own.ifPresent(known -> keys.note(
                "path",
                "not carried: the gateway answers " + known
                        + " itself, from the models of its configuration. Choose another path for this one."));
        return own.isPresent();
    }

    /** Headers, variables within them named in our form. */
    private void headers(Keys keys, Page page) {
        Page headers = new Page();
        keys.mapping("headers").members().forEach((name, value) -> {
            if (LANGFUSE.contains(name)) {
                keys.note(
                        "headers",
                        "LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY are not carried: put"
                                + " 'Basic BASE64' into a variable and write it as Authorization.");
            } else if (value instanceof Located.Scalar scalar) {
                filled(keys, scalar, keys.path("headers") + "." + name)
                        .ifPresent(text -> headers.text(name, text, scalar.place()));
            } else {
                keys.problem("headers", "'" + keys.path("headers") + "' must be a mapping of header names to texts.");
            }
        });
        if (!headers.isEmpty()) {
            page.page("headers").entries().putAll(headers.entries());
        }
    }

    private static Optional<String> filled(Keys keys, Located.Scalar value, String path) {
        StringBuilder text = new StringBuilder();
        Matcher variable = VARIABLE.matcher(value.text());
        int from = 0;
        boolean complete = true;
        while (variable.find()) {
            text.append(value.text(), from, variable.start());
            Optional<String> known = keys.context()
                    .carried(
                            new Located.Scalar(variable.group(), value.place()),
                            path,
                            keys.name("headers"),
                            Need.REQUIRED);
            text.append(known.orElse(""));
            complete &= known.isPresent();
            from = variable.end();
        }
        String rest = value.text().substring(from);
        String plain = value.text().replaceAll(VARIABLE.pattern(), "");
        boolean literal = keys.context()
                .carried(new Located.Scalar(plain, value.place()), path, keys.name("headers"), Need.REQUIRED)
                .isPresent();
        return complete && literal ? Optional.of(text.append(rest).toString()) : Optional.empty();
    }

    private static Optional<String> carried(Keys keys, String key) {
        return keys.scalar(key).flatMap(value -> filled(keys, value, keys.path(key)));
    }

    private static void texts(Keys keys, String key, Page page, String ours) {
        keys.mapping(key).members().forEach((name, value) -> {
            if (value instanceof Located.Scalar scalar) {
                filled(keys, scalar, keys.path(key) + "." + name)
                        .ifPresent(text -> page.page(ours).text(name, text, scalar.place()));
            } else {
                keys.problem(key, "'" + keys.path(key) + "' must be a mapping of names to texts.");
            }
        });
    }

    private static void flag(Keys keys, String key, Page page, String ours) {
        keys.flag(key).ifPresent(flag -> page.plain(ours, flag.toString(), keys.place(key)));
    }

    private static void methods(Keys keys, Page page) {
        List<String> methods =
                keys.scalars("methods").stream().map(Located.Scalar::text).toList();
        if (!methods.isEmpty()) {
            page.texts("methods", methods, keys.place("methods"));
        }
    }
}
