package dev.eclusa.router.passing;

import dev.eclusa.protocol.InvalidRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The path and query a request goes on with: what stands behind a passage's path, and never anything outside its place. */
public final class Onward {
    /** What a server may read as a separator or as its end, in one spelling or the other, also when decoded twice. */
    private static final Pattern SLIPPERY = Pattern.compile("(?i)%(25)*(2f|5c|00|0a|0d)|[\\\\#?\\x00-\\x20\\x7f]");

    private static final Pattern DOT = Pattern.compile("(?i)%(25)*2e");

    /** Letters, digits and marks that need no encoding (RFC 3986, 2.3), encoded all the same; and nothing between two slashes. */
    private static final Pattern DISGUISED = Pattern.compile("(?i)%(25)*(3[0-9]|[46][1-9a-f]|[57][0-9a]|2d|5f|7e)|//");

    private Onward() {}

    /**
     * Path and query at the passage's place.
     *
     * @param path of the request, as it was sent
     * @param query of the request, as it was sent; empty for none
     * @param secret which values of {@code key=} are the gateway's own
     * @throws InvalidRequest when the path tries to leave its place
     */
    public static String of(Passage passage, String path, String query, Predicate<String> secret) {
        String rest = path.substring(passage.path().length());
        check(rest);
        List<String> parameters = parameters(query, secret);
        passage.place().query().forEach((name, value) -> {
            if (parameters.stream().noneMatch(parameter -> name(parameter).equals(decoded(name)))) {
                parameters.add(value.isEmpty() ? name : name + "=" + value);
            }
        });
        String whole = passage.place().path(rest);
        return parameters.isEmpty() ? whole : whole + "?" + String.join("&", parameters);
    }

    private static void check(String rest) {
        boolean climbs = Arrays.stream(DOT.matcher(rest).replaceAll(".").split("/", -1))
                .map(segment -> segment.replaceFirst(";.*", ""))
                .anyMatch(segment -> segment.equals("..") || segment.equals("."));
        if (climbs || SLIPPERY.matcher(rest).find() || DISGUISED.matcher(rest).find()) {
            throw InvalidRequest.of(
                    "This path has dot segments, empty ones, encoded slashes or letters, or control characters in it, which"
                            + " do not go on.",
                    "path");
        }
    }

    private static List<String> parameters(String query, Predicate<String> secret) {
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&")) {
            boolean ours = name(parameter).toLowerCase(Locale.ROOT).equals("key") && secret.test(value(parameter));
            if (!parameter.isEmpty() && !ours) {
                kept.add(parameter);
            }
        }
        return kept;
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return decoded(equals < 0 ? parameter : parameter.substring(0, equals));
    }

    private static String value(String parameter) {
        int equals = parameter.indexOf('=');
        return equals < 0 ? "" : decoded(parameter.substring(equals + 1));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** A text as part of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A query as names and values, both still encoded. */
    public static Map<String, String> query(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (!parameter.isEmpty()) {
                values.put(
                        equals < 0 ? parameter : parameter.substring(0, equals),
                        equals < 0 ? "" : parameter.substring(equals + 1));
            }
        }
        return values;
    }
}
