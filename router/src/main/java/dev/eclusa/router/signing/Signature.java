package dev.eclusa.router.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of AWS's version 4: HMAC-SHA-256 with a key made of the secret, the day, the region and the service. */
public final class Signature {
    /** The algorithm's name in headers. */
    public static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String END = "aws4_request";
    private static final HexFormat HEX = HexFormat.of();

    private Signature() {}

    /**
     * What a signature holds for.
     *
     * @param moment as in {@code x-amz-date}
     */
    public record Scope(String moment, String region, String service) {
        /** Now. */
        public static Scope at(Instant instant, String region, String service) {
            return new Scope(MOMENT.format(instant), region, service);
        }

        /** The scope as text, without the key's id before it. */
        public String text() {
            return day() + "/" + region + "/" + service + "/" + END;
        }

        private String day() {
            return moment.substring(0, Math.min(8, moment.length()));
        }
    }

    /** The signature of a request, in small hexadecimal digits. */
    public static String of(SignedRequest request, Scope scope, String secret) {
        byte[] key = bytes("AWS4" + secret);
        for (String part : new String[] {scope.day(), scope.region(), scope.service(), END}) {
            key = mac(key, part);
        }
        String canonical = hash(bytes(request.canonical()));
        return HEX.formatHex(mac(key, ALGORITHM + "\n" + scope.moment() + "\n" + scope.text() + "\n" + canonical));
    }

    /** The value of the header {@code authorization}. */
    public static String authorization(SignedRequest request, Scope scope, String keyId, String secret) {
        return ALGORITHM + " Credential=" + keyId + "/" + scope.text() + ", SignedHeaders=" + request.names()
                + ", Signature=" + of(request, scope, secret);
    }

    /** SHA-256 in small hexadecimal digits. */
    public static String hash(byte[] content) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
