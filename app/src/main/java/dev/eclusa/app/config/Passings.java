package dev.eclusa.app.config;

import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.engine.routing.Timeouts;
import dev.eclusa.router.passing.Onward;
import dev.eclusa.router.passing.Passage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the paths that lead to other servers. */
final class Passings {
    private static final Pattern PATH =
            Pattern.compile("(/[A-Za-z0-9_~@:+,.-]*[A-Za-z0-9_~@:+,-][A-Za-z0-9_~@:+,.-]*)+");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private final Timeouts timeouts;
    private final Problems problems;

    Passings(Timeouts timeouts, Problems problems) {
        this.timeouts = timeouts;
        this.problems = problems;
    }

    List<Passage> read(Section top) {
        List<Passage> passages = new ArrayList<>();
        for (Section section : top.list("pass_through")) {
            passage(section).ifPresent(passage -> {
                distinct(section, passage, passages);
                passages.add(passage);
            });
        }
        return passages;
    }

    private Optional<Passage> passage(Section section) {
        String path = path(section);
        Optional<URI> target = target(section);
        Set<String> methods = methods(section);
        Optional<Cost> price = section.dollars("cost_per_request").flatMap(dollars -> price(section, dollars));
        headers(section);
        if (path.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        Duration silence = section.span("timeout");
        return Optional.of(new Passage(
                path,
                path + (section.flag("include_subpaths") ? "/*" : ""),
                section.flag("include_subpaths"),
                methods,
                new Passage.Place(at(target.get(), path, section, silence), "", query(section, target.get()), ""),
                section.flag("auth"),
                section.flag("forward_headers"),
                price,
                silence));
    }

    private String path(Section section) {
        String written = section.text("path");
        String path = written.endsWith("/") ? written.substring(0, written.length() - 1) : written;
        if (!PATH.matcher(path).matches()) {
            problem(
                    section,
                    "path",
                    "A path begins with a slash and has letters, digits and _ ~ @ : + , . - in it, such as"
                            + " /search.");
            return "";
        }
        OwnPaths.clash(path, section.flag("include_subpaths"))
                .ifPresent(own ->
                        problem(section, "path", "The gateway answers " + own + " itself. Choose another path."));
        return path;
    }

    private Optional<URI> target(Section section) {
        try {
            URI target = URI.create(section.text("target"));
            boolean usable = target.getHost() != null
                    && target.getScheme() != null
                    && target.getScheme().matches("https?")
                    && target.getRawFragment() == null;
            if (usable && target.getRawUserInfo() == null) {
                return Optional.of(target);
            }
        } catch (IllegalArgumentException malformed) {
            // told below: nothing of what was written, since it may hold a secret
        }
        problem(
                section,
                "target",
                "A target is an http or https URL, without user and password: those go into headers.authorization.");
        return Optional.empty();
    }

    private Set<String> methods(Section section) {
        Set<String> methods = section.texts("methods").stream()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!Passage.METHODS.containsAll(methods)) {
            problem(
                    section,
                    "methods",
                    "Methods are " + String.join(", ", new TreeSet<>(Passage.METHODS)) + "; no others go on.");
        }
        return methods.isEmpty() ? Passage.METHODS : methods;
    }

    private Optional<Cost> price(Section section, java.math.BigDecimal dollars) {
        try {
            return Optional.of(Cost.ofDollars(dollars));
        } catch (ArithmeticException absurd) {
            problem(section, "cost_per_request", "A cost this large cannot be kept, USD.");
            return Optional.empty();
        }
    }

    private void headers(Section section) {
        for (String name : section.textMap("headers").keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!HEADER.matcher(name).matches()
                    || Set.of("host", "content-length", "transfer-encoding", "connection")
                            .contains(lower)) {
                problem(section, "headers", "No header of this name can be set: the connection's own headers cannot.");
            }
        }
    }

    private static Map<String, String> query(Section section, URI target) {
        Map<String, String> query = new LinkedHashMap<>(
                Onward.query(Optional.ofNullable(target.getRawQuery()).orElse("")));
        section.textMap("query").forEach((name, value) -> query.put(Onward.encoded(name), Onward.encoded(value)));
        return query;
    }

    /** Whom requests are sent to; called by the path, since callers need not know the host. */
    private Target at(URI target, String path, Section section, Duration silence) {
        boolean secure = target.getScheme().equals("https");
        int port = target.getPort() > 0 ? target.getPort() : secure ? 443 : 80;
        String root = Optional.ofNullable(target.getRawPath()).orElse("");
        boolean slashed = root.endsWith("/") && (section.flag("include_subpaths") || root.equals("/"));
        String callPath = slashed ? root.substring(0, root.length() - 1) : root;
        Target.Endpoint endpoint = new Target.Endpoint(
                secure, target.getHost(), port, callPath, callPath, section.textMap("headers"), List.of());
        return new Target(
                path,
                path,
                "openai",
                endpoint,
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                Set.of(),
                new Timeouts(timeouts.connect(), silence, silence, longer(timeouts.total(), silence)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void distinct(Section section, Passage passage, List<Passage> before) {
        boolean twice = before.stream()
                .filter(other -> other.path().equals(passage.path()))
                .anyMatch(other -> other.methods().stream().anyMatch(passage.methods()::contains));
        if (twice) {
            problem(section, "path", "This path stands twice for the same methods. Leave one of them out.");
        }
    }

    private void problem(Section section, String key, String message) {
        problems.add(section.place(key), section.path(key), message);
    }
}
