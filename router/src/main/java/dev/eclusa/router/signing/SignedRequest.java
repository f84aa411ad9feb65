package dev.eclusa.router.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of a request is signed, in AWS's canonical form (AWS General Reference, Signature Version 4; for every service but
 * S3 the path is encoded once more than it was sent).
 *
 * @param method in capitals
 * @param path as it is sent, without its query
 * @param query as it is sent; empty for none
 * @param headers those that are signed
 * @param bodyHash SHA-256 of the body, in small hexadecimal digits
 */
public record SignedRequest(
        String method, String path, String query, SortedMap<String, String> headers, String bodyHash) {
    public SignedRequest {
        SortedMap<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) ->
                lower.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        headers = lower;
    }

    /** Names of the signed headers, as signatures list them. */
    public String names() {
        return String.join(";", headers.keySet());
    }

    /** The text whose hash is signed. */
    String canonical() {
        StringBuilder text = new StringBuilder(256);
        text.append(method).append('\n').append(encoded(path)).append('\n');
        text.append(sorted(query)).append('\n');
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n').append(names()).append('\n').append(bodyHash).toString();
    }

    private static String encoded(String path) {
        if (path.isEmpty()) {
            return "/";
        }
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }

    private static String sorted(String query) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted(Comparator.comparing((String pair) -> pair.substring(0, pair.indexOf('=')))
                        .thenComparing(pair -> pair.substring(pair.indexOf('='))))
                .collect(Collectors.joining("&"));
    }
}
