package dev.eclusa.app.litellm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What distinguishes one of our providers from another, as our file writes it; empty texts where nothing is said.
 *
 * @param preset what kind it is
 * @param google where a project's Vertex AI is
 * @param amazon which region of Bedrock, and whose signature
 */
record Connection(
        String preset,
        String baseUrl,
        String apiKey,
        String apiVersion,
        Google google,
        Amazon amazon,
        Map<String, String> headers) {
    Connection {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Vertex AI's project, location and credentials file. */
    record Google(String project, String location, String credentials) {
        static final Google NONE = new Google("", "", "");
    }

    /** Bedrock's region, and what requests are signed with. */
    record Amazon(String region, String keyId, String secret, String session) {
        static final Amazon NONE = new Amazon("", "", "", "");
    }

    /** The same of another kind. */
    Connection of(String other) {
        return new Connection(other, baseUrl, apiKey, apiVersion, google, amazon, headers);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return preset + " at " + (baseUrl.isEmpty() ? "its own address" : baseUrl);
    }
}
