package dev.eclusa.server.accounts;

import dev.eclusa.protocol.json.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what providers ask for unreadable in the store: AES-256-GCM (NIST SP 800-38D) under a key made of the server's secret.
 */
public final class Seal {
    /** How a secret is shown. */
    public static final String MASK = "***MASKED***";

    private static final String SEALED = "sealed:v1:";
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final Pattern WITH_PASSWORD = Pattern.compile("://[^/@\\s]*@");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Set<String> SECRETS = Set.of("key", "secret", "token", "password", "credential", "headers");

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** With the keyed hash that belongs to the server's secret. */
    public Seal(Function<String, byte[]> hash) {
        this.key = new SecretKeySpec(hash.apply("\0seal\0providers"), "AES");
    }

    /** Whether a field of this name holds something secret, such as {@code api_key} or {@code vertex_credentials}. */
    static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRETS.stream().anyMatch(lower::contains) && !lower.contains("tokens") && !lower.endsWith("_per_token");
    }

    /** Seals every text that is secret by its name, in objects and lists too; what is sealed already stays. */
    public ObjectNode sealed(ObjectNode open) {
        return each(open, text -> text.startsWith(SEALED) ? text : SEALED + BASE64.encodeToString(encrypted(text)));
    }

    /** The same with masks in the place of secrets. */
    public static ObjectNode masked(ObjectNode sealed) {
        return each(sealed, text -> MASK);
    }

    /** The same as it was before; empty where another server's secret sealed it. */
    public Optional<ObjectNode> opened(ObjectNode sealed) {
        try {
            return Optional.of((ObjectNode) changed(sealed, true, this::open));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private static ObjectNode each(ObjectNode object, UnaryOperator<String> secret) {
        return (ObjectNode) changed(object, false, secret);
    }

    /** A value with other texts in the place of its secret ones. */
    private static JsonNode changed(JsonNode value, boolean secret, UnaryOperator<String> change) {
        if (value instanceof ObjectNode object) {
            ObjectNode changed = JsonCodec.object();
            object.forEachEntry((name, inner) -> changed.set(name, changed(inner, secret || isSecret(name), change)));
            return changed;
        }
        if (value.isArray()) {
            ArrayNode changed = JsonCodec.array();
            value.forEach(inner -> changed.add(changed(inner, secret, change)));
            return changed;
        }
        boolean isOne = value.isString() && (secret || isSecretText(value.asString()));
        return isOne ? JsonCodec.string(change.apply(value.asString())) : value;
    }

    /** Sealed, or an address with somebody's password in it. */
    private static boolean isSecretText(String text) {
        return text.startsWith(SEALED) || WITH_PASSWORD.matcher(text).find();
    }

    /** What was not sealed is open as it is. */
    private String open(String text) {
        if (!text.startsWith(SEALED)) {
            return text;
        }
        try {
            return decrypted(Base64.getDecoder().decode(text.substring(SEALED.length())));
        } catch (GeneralSecurityException another) {
            throw new IllegalArgumentException("sealed with another secret", another);
        }
    }

    private byte[] encrypted(String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return whole;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM is part of every JDK", impossible);
        }
    }

    private String decrypted(byte[] whole) throws GeneralSecurityException {
        if (whole.length < NONCE_BYTES) {
            throw new GeneralSecurityException("cut off");
        }
        byte[] open = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(whole, NONCE_BYTES))
                .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
        return new String(open, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
