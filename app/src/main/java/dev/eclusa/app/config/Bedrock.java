package dev.eclusa.app.config;

import dev.eclusa.engine.provider.RequestSigning;
import dev.eclusa.engine.provider.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Amazon Bedrock is in a region, and what requests to it are signed with where no API key is sent. Variables are those
 * of AWS's own clients (AWS SDKs and tools reference guide, November 2026).
 */
final class Bedrock {
    static final String PRESET = "bedrock";

    private static final String USUAL_REGION = "us-east-1";

    /** The service's name in signatures, which is not that in its host. */
    private static final String SERVICE = "bedrock";

    private static final Pattern REGION_OF_HOST = Pattern.compile("bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]+");

    private final Map<String, String> environment;
    private final Problems problems;

    Bedrock(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /**
     * What the file says of it; empty texts where it says nothing.
     *
     * @param place where, for a problem
     */
    record Written(String region, String keyId, String secret, String session, Located.Place place) {
        /** Of a provider found by the environment. */
        static final Written NOTHING = new Written("", "", "", "", Located.Place.START);
    }

    /** Whether the environment holds keys of AWS. */
    boolean isFound() {
        return !variable("AWS_ACCESS_KEY_ID").isEmpty()
                && !variable("AWS_SECRET_ACCESS_KEY").isEmpty();
    }

    /** The provider in its region; without an API key its requests are signed. */
    Configuration.Provider completed(Configuration.Provider provider, Written written) {
        boolean usual = provider.baseUrl().equals(provider.preset().baseUrl());
        String region = region(provider, written);
        Configuration.Provider there = usual ? provider.at(provider.baseUrl().replace(USUAL_REGION, region)) : provider;
        boolean signs = !written.keyId().isEmpty() || provider.key().isEmpty();
        return signs
                ? signing(provider, written, region)
                        .map(there.keyed("")::signed)
                        .orElse(there)
                : there;
    }

    private String region(Configuration.Provider provider, Written written) {
        Matcher host = REGION_OF_HOST.matcher(provider.baseUrl());
        boolean usual = provider.baseUrl().equals(provider.preset().baseUrl());
        String ofHost = !usual && host.find() ? host.group(1) : "";
        String region = first(written.region(), ofHost, variable("AWS_REGION"), variable("AWS_DEFAULT_REGION"));
        if (!region.isEmpty() && !REGION.matcher(region).matches()) {
            problems.add(
                    written.place(),
                    "providers." + provider.name() + ".region",
                    "A region is written like us-east-1: small letters, digits and hyphens.");
            return USUAL_REGION;
        }
        return first(region, USUAL_REGION);
    }

    /** The file's keys, or the environment's; never half of one and half of the other. */
    private Optional<RequestSigning> signing(Configuration.Provider provider, Written written, String region) {
        boolean own = !written.keyId().isEmpty() || !written.secret().isEmpty();
        String keyId = own ? written.keyId() : variable("AWS_ACCESS_KEY_ID");
        String secret = own ? written.secret() : variable("AWS_SECRET_ACCESS_KEY");
        String session = own ? written.session() : first(written.session(), variable("AWS_SESSION_TOKEN"));
        if (own && (keyId.isEmpty() || secret.isEmpty())) {
            problems.add(
                    written.place(),
                    "providers." + provider.name() + ".aws_secret_access_key",
                    "aws_access_key_id and aws_secret_access_key belong together: write both.");
        }
        return keyId.isEmpty() || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new RequestSigning(keyId, new Secret(secret), new Secret(session), region, SERVICE));
    }

    private static String first(String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
