package dev.eclusa.app.config;

import dev.eclusa.app.google.GoogleCredentials;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a project's Vertex AI is, and what proves to it who we are. */
final class Vertex {
    static final String PRESET = "vertex";

    private static final String USUAL_LOCATION = "us-central1";

    private final Map<String, String> environment;
    private final Problems problems;

    Vertex(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Whether the environment holds Google's credentials. */
    boolean isFound() {
        return !variable("GOOGLE_APPLICATION_CREDENTIALS").isEmpty();
    }

    /**
     * The provider at its project's URL.
     *
     * @param written where the file speaks of it
     */
    Configuration.Provider completed(Configuration.Provider provider, Written written) {
        Optional<GoogleCredentials> credentials = credentials(provider, written);
        Configuration.Provider known = credentials.map(provider::of).orElse(provider);
        return known.at(url(known, written, credentials.flatMap(GoogleCredentials::project)));
    }

    /**
     * What the file says of it; empty texts where it says nothing.
     *
     * @param place where, for a problem
     */
    record Written(String project, String location, String credentials, Located.Place place) {
        /** Of a provider found by the environment. */
        static final Written NOTHING = new Written("", "", "", Located.Place.START);
    }

    private Optional<GoogleCredentials> credentials(Configuration.Provider provider, Written written) {
        if (!provider.key().isEmpty()) {
            return Optional.empty();
        }
        String file =
                written.credentials().isEmpty() ? variable("GOOGLE_APPLICATION_CREDENTIALS") : written.credentials();
        if (file.isEmpty()) {
            String host = variable("GCE_METADATA_HOST");
            return Optional.of(
                    host.isEmpty() ? GoogleCredentials.Metadata.USUAL : new GoogleCredentials.Metadata(host));
        }
        try {
            return Optional.of(GoogleCredentials.read(Path.of(file)));
        } catch (IllegalArgumentException unusable) {
            problems.add(
                    written.place(),
                    "providers." + provider.name() + ".credentials",
                    String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }

    private String url(Configuration.Provider provider, Written written, Optional<String> own) {
        if (provider.baseUrl().contains("/projects/")) {
            return provider.baseUrl();
        }
        String project = first(written.project(), "GOOGLE_CLOUD_PROJECT", "VERTEXAI_PROJECT", own.orElse(""));
        String location = first(written.location(), "GOOGLE_CLOUD_LOCATION", "VERTEXAI_LOCATION", USUAL_LOCATION);
        if (project.isEmpty()) {
            problems.add(
                    written.place(),
                    "providers." + provider.name() + ".project",
                    "Vertex AI needs the project: write project, or set GOOGLE_CLOUD_PROJECT.");
        }
        boolean usual = provider.baseUrl().equals(provider.preset().baseUrl());
        String host = location.equals("global") ? "aiplatform.googleapis.com" : location + "-aiplatform.googleapis.com";
        String base = usual ? "https://" + host : provider.baseUrl().replaceFirst("/+$", "");
        String versioned = base.matches(".*/v\\d+(beta\\d*)?$") ? base : base + "/v1";
        return versioned + "/projects/" + project + "/locations/" + location + "/publishers/google";
    }

    private String first(String written, String name, String otherName, String otherwise) {
        if (!written.isEmpty()) {
            return written;
        }
        String found = variable(name).isEmpty() ? variable(otherName) : variable(name);
        return found.isEmpty() ? otherwise : found;
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
