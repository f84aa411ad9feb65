package dev.eclusa.server.auth;

import dev.eclusa.router.signing.Signature;
import dev.eclusa.router.signing.SignedRequest;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client of AWS's sends in place of a key: a signature. The gateway key is the id of the access key and the secret as
 * well, so that a request can be verified though no key is kept here.
 *
 * @param keyId the gateway key, as the client named it
 * @param scope what the signature holds for
 * @param names headers that were signed
 * @param signature in hexadecimal digits
 */
public record AwsSignature(String keyId, Signature.Scope scope, List<String> names, String signature) {
    /** How far a client's clock may be from ours, as AWS has it. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern FORM = Pattern.compile(Signature.ALGORITHM
            + "\\s+Credential=([^/,\\s]+)/(\\d{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request\\s*,\\s*"
            + "SignedHeaders=([a-zA-Z0-9;_-]+)\\s*,\\s*Signature=([0-9a-f]{64})\\s*");

    /** The signature of a request; empty where it has none, or one that cannot be read. */
    public static Optional<AwsSignature> of(HttpServerRequest request) {
        String authorization = request.getHeader("authorization");
        String moment = request.getHeader("x-amz-date");
        if (authorization == null || moment == null || !authorization.startsWith(Signature.ALGORITHM)) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(authorization);
        if (!form.matches() || !moment.startsWith(form.group(2))) {
            return Optional.empty();
        }
        Signature.Scope scope = new Signature.Scope(moment, form.group(3), form.group(4));
        return Optional.of(
                new AwsSignature(form.group(1), scope, List.of(form.group(5).split(";")), form.group(6)));
    }

    /** Whether the request was signed with its own key id, over this body, and not long ago. */
    public boolean holds(HttpServerRequest request, byte[] body, Instant now) {
        if (!names.contains("host") || !isRecent(now)) {
            return false;
        }
        TreeMap<String, String> headers = new TreeMap<>();
        names.forEach(
                name -> headers.put(name, String.join(",", request.headers().getAll(name))));
        String uri = request.uri();
        int question = uri.indexOf('?');
        SignedRequest signed = new SignedRequest(
                request.method().name(),
                question < 0 ? uri : uri.substring(0, question),
                question < 0 ? "" : uri.substring(question + 1),
                headers,
                Signature.hash(body));
        return MessageDigest.isEqual(
                Signature.of(signed, scope, keyId).getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII));
    }

    private boolean isRecent(Instant now) {
        try {
            Instant signed = LocalDateTime.parse(scope.moment(), MOMENT).toInstant(ZoneOffset.UTC);
            return Duration.between(signed, now).abs().compareTo(SKEW) <= 0;
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
