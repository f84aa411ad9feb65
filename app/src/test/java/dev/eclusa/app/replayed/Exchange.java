package dev.eclusa.app.replayed;

import dev.eclusa.testkit.Header;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One recorded request with its answer.
 *
 * @param target path and query
 * @param sent the body, empty without one
 * @param answer what came back
 */
record Exchange(
        String group, String name, String method, String target, List<Header> headers, String sent, Answer answer) {

    /** One line of the recording. */
    static Exchange of(JsonNode line) {
        return new Exchange(
                line.path("group").asString(),
                line.path("name").asString(),
                line.path("method").asString(),
                target(line),
                line.path("req_headers")
                        .propertyStream()
                        .map(header ->
                                new Header(header.getKey(), header.getValue().asString()))
                        .toList(),
                sent(line),
                Answer.recorded(line));
    }

    /** Group and name, which no other has. */
    String id() {
        return group + "/" + name;
    }

    /** Whether it asks for a model's answer, which is the provider's, rather than for something the gateway knows. */
    boolean asksAModel() {
        return method.equals("POST")
                && target.matches(".*/(chat/completions|completions|embeddings|responses|messages|moderations|rerank"
                        + "|images/generations|audio/speech)(\\?.*)?|.*:generateContent.*");
    }

    /** Whether it has to come while the exchange after it is still under way. */
    boolean runsBesideTheNext() {
        return name.endsWith("_while_first_runs");
    }

    /** Whether LiteLLM answered that this needs a licence. */
    boolean wasForALicence() {
        String text = answer.text().toLowerCase(Locale.ROOT);
        return answer.status() >= 400 && (text.contains("enterprise") || text.contains("premium"));
    }

    /** The key that is asked about, where it is one of those with a name. */
    String namedKey() {
        return (target + " " + sent).replaceFirst("(?s).*?(sk-golden-\\w+(-\\w+)*).*", "$1");
    }

    private static String sent(JsonNode line) {
        return line.path("req_raw").stringValueOpt().orElseGet(() -> {
            JsonNode body = line.path("req_body");
            return body.isMissingNode() || body.isNull() ? "" : Json.write(body);
        });
    }

    private static String target(JsonNode line) {
        String query = line.path("query")
                .propertyStream()
                .map(pair -> pair.getKey() + "=" + encoded(pair.getValue().asString()))
                .collect(Collectors.joining("&"));
        String path = line.path("path").asString();
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
