package dev.eclusa.app.google;

import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.json.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a token is asked for with, as Google's "Application Default Credentials" know it (its documentation, November 2026):
 * a service account's key file, a user's file as gcloud writes it, or the metadata server of a machine in its cloud.
 */
public sealed interface GoogleCredentials {
    /** The question for a token. */
    HttpRequest question(Instant now);

    /** The project it belongs to, where it says so. */
    Optional<String> project();

    /**
     * Reads a credentials file.
     *
     * @throws IllegalArgumentException when it cannot be used; the message says why and holds nothing of the file
     */
    static GoogleCredentials read(Path file) {
        JsonNode content = content(file);
        return switch (content.path("type").asString("")) {
            case "service_account" ->
                new ServiceAccount(
                        content.path("client_email").asString(""),
                        key(file, content.path("private_key").asString("")),
                        URI.create(content.path("token_uri").asString("https://oauth2.googleapis.com/token")),
                        text(content, "project_id"));
            case "authorized_user" ->
                new AuthorizedUser(
                        content.path("client_id").asString(""),
                        content.path("client_secret").asString(""),
                        content.path("refresh_token").asString(""),
                        URI.create(content.path("token_uri").asString("https://oauth2.googleapis.com/token")),
                        text(content, "quota_project_id"));
            default ->
                throw new IllegalArgumentException(
                        file + " is neither a service account's key file nor one that gcloud wrote.");
        };
    }

    private static JsonNode content(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return JsonCodec.answer(bytes, 0, bytes.length);
        } catch (IOException missing) {
            throw new IllegalArgumentException(file + " cannot be read.", missing);
        } catch (MalformedAnswer malformed) {
            throw new IllegalArgumentException(file + " is not JSON.", malformed);
        }
    }

    private static Optional<String> text(JsonNode content, String name) {
        return Optional.of(content.path(name).asString("")).filter(text -> !text.isEmpty());
    }

    private static PrivateKey key(Path file, String pem) {
        String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException(file + " holds no usable private_key.");
        }
    }

    private static HttpRequest form(URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A service account: asks with a JWT it signs (RFC 7523). */
    record ServiceAccount(String email, PrivateKey key, URI tokenUri, Optional<String> project)
            implements GoogleCredentials {
        private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
        private static final long LIFETIME_SECONDS = 3600;

        @Override
        public HttpRequest question(Instant now) {
            return form(
                    tokenUri,
                    "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion="
                            + assertion(now));
        }

        private String assertion(Instant now) {
            ObjectNode header = JsonCodec.object();
            header.put("alg", "RS256");
            header.put("typ", "JWT");
            ObjectNode claims = JsonCodec.object();
            claims.put("iss", email);
            claims.put("scope", SCOPE);
            claims.put("aud", tokenUri.toString());
            claims.put("iat", now.getEpochSecond());
            claims.put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
            String signed = part(header) + "." + part(claims);
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature(signed));
        }

        private static String part(ObjectNode node) {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(JsonCodec.text(node).getBytes(StandardCharsets.UTF_8));
        }

        private byte[] signature(String text) {
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(text.getBytes(StandardCharsets.US_ASCII));
                return signature.sign();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("an RSA key that cannot sign", impossible);
            }
        }

        @Override
        public String toString() {
            return "service account " + email;
        }
    }

    /** A person, as {@code gcloud auth application-default login} leaves them. */
    record AuthorizedUser(
            String clientId, String clientSecret, String refreshToken, URI tokenUri, Optional<String> project)
            implements GoogleCredentials {
        @Override
        public HttpRequest question(Instant now) {
            return form(
                    tokenUri,
                    "grant_type=refresh_token&client_id=" + encoded(clientId) + "&client_secret="
                            + encoded(clientSecret) + "&refresh_token=" + encoded(refreshToken));
        }

        @Override
        public String toString() {
            return "a user's credentials";
        }
    }

    /**
     * The machine's own account, told by the metadata server.
     *
     * @param host its name, and port where it is not 80
     */
    record Metadata(String host) implements GoogleCredentials {
        /** Where every machine of Google's cloud finds it. */
        public static final Metadata USUAL = new Metadata("metadata.google.internal");

        @Override
        public HttpRequest question(Instant now) {
            return HttpRequest.newBuilder(URI.create(
                            "http://" + host + "/computeMetadata/v1/instance/service-accounts/default/token"))
                    .header("metadata-flavor", "Google")
                    .build();
        }

        @Override
        public Optional<String> project() {
            return Optional.empty();
        }
    }
}
