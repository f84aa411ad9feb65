package dev.eclusa.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret keys are hashed with, so that a stolen database does not give them away. It never prints itself. */
public final class ServerSecret {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 16;

    private final SecretKeySpec key;

    private ServerSecret(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    static ServerSecret ofBytes(byte[] bytes) {
        return new ServerSecret(bytes);
    }

    /**
     * The secret an operator chose, usually {@code ECLUSA_KEY_SECRET}.
     *
     * @throws IllegalArgumentException when it has fewer than 16 characters
     */
    public static ServerSecret ofText(String text) {
        if (text.length() < SHORTEST) {
            throw new IllegalArgumentException("ECLUSA_KEY_SECRET must have at least " + SHORTEST + " characters.");
        }
        return new ServerSecret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** HMAC-SHA-256 of a text, as 64 hexadecimal digits. */
    public String hash(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public String toString() {
        return "ServerSecret[hidden]";
    }
}
