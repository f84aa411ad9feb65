package dev.eclusa.server.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what providers ask for unreadable in the store: AES-256-GCM (NIST SP 800-38D) under a key made of the server's secret.
 */
public final class Seal {
    /** How a secret is shown. */
    public static final String MASK = "***MASKED***";

    private static final String SEALED = "sealed:v1:";
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

    /** Seals every text of an object whose name says that it is secret; what is sealed already stays. */
    public ObjectNode sealed(ObjectNode open) {
        ObjectNode sealed = open.deepCopy();
        open.forEachEntry((name, value) -> {
            if (value.isString() && isSecret(name) && !value.asString().startsWith(SEALED)) {
                sealed.put(name, SEALED + Base64.getEncoder().encodeToString(encrypted(value.asString())));
            }
        });
        return sealed;
    }

    /** The same as it was before; empty where another server's secret sealed it. */
    public Optional<ObjectNode> opened(ObjectNode sealed) {
        ObjectNode open = sealed.deepCopy();
        try {
            for (var entry : sealed.properties()) {
                String text = entry.getValue().asString("");
                if (text.startsWith(SEALED)) {
                    open.put(entry.getKey(), decrypted(Base64.getDecoder().decode(text.substring(SEALED.length()))));
                }
            }
            return Optional.of(open);
        } catch (GeneralSecurityException | IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    /** The same with masks in the place of secrets. */
    public static ObjectNode masked(ObjectNode sealed) {
        ObjectNode masked = sealed.deepCopy();
        sealed.forEachEntry((name, value) -> {
            if (value.isString() && (isSecret(name) || value.asString().startsWith(SEALED))) {
                masked.set(name, JsonNodeFactory.instance.stringNode(MASK));
            }
        });
        return masked;
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
