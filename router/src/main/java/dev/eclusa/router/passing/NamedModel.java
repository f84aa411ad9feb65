package dev.eclusa.router.passing;

import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.form.MultipartForm;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The model a request names that is otherwise not read: in its body, as JSON or as a form, or in its path. */
public final class NamedModel {
    private static final Pattern IN_PATH = Pattern.compile("(?i)/(?:models|deployments|engines)/([^/:?;]+)");
    private static final String ONCE = "The body names 'model' more than once, or not as a text.";

    private NamedModel() {}

    /**
     * Every model a request names; a caller must be allowed all of them.
     *
     * @param path that the request goes on with
     * @throws InvalidRequest when it cannot be told which model the place would read
     */
    public static List<String> of(String path, String contentType, byte[] body, int depth) {
        List<String> named = new ArrayList<>();
        inPath(path).ifPresent(named::add);
        if (contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            named.addAll(MultipartForm.read(body, contentType).texts("model"));
        } else {
            inJson(body, contentType, depth).ifPresent(named::add);
        }
        return named;
    }

    private static Optional<String> inPath(String path) {
        Matcher matcher = IN_PATH.matcher(path);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.of(matcher.group(1));
        }
    }

    private static Optional<String> inJson(byte[] body, String contentType, int depth) {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            JsonIndex index = JsonIndex.of(body, depth);
            int member = index.find("model");
            if (index.hasEscapedNames()) {
                throw InvalidRequest.of("Names of fields are written as they are, without escapes.", "body");
            }
            if (member < 0) {
                return Optional.empty();
            }
            if (index.kind(member) != '"' || index.hasDuplicates()) {
                throw InvalidRequest.of(ONCE, "model");
            }
            return Optional.of(index.string(member));
        } catch (JsonIndex.NotAnObject other) {
            return Optional.empty();
        } catch (JsonScanner.Malformed malformed) {
            if (contentType.toLowerCase(Locale.ROOT).contains("json")) {
                throw InvalidRequest.of(
                        "The request body says that it is JSON, and is not valid JSON in UTF-8, or nested too deep.",
                        "body");
            }
            return Optional.empty();
        }
    }
}
