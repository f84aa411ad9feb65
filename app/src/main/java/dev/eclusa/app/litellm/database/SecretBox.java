package dev.eclusa.app.litellm.database;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Opens values that LiteLLM encrypted with its salt key: NaCl's secret box (XSalsa20 and Poly1305) in base64, or, since
 * 1.10x where it is told to, AES-256-GCM behind {@code v2:gcm:}. The key is the salt key's SHA-256.
 */
final class SecretBox {
    private static final String GCM = "v2:gcm:";
    private static final int NONCE = 24;
    private static final int TAG = 16;
    private static final int KEY = 32;
    private static final int GCM_NONCE = 12;

    private final byte[] key;

    SecretBox(String saltKey) {
        try {
            key = MessageDigest.getInstance("SHA-256").digest(saltKey.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }

    /** Whether a value has the form of an encrypted one. */
    static boolean isSealed(String value) {
        return value.startsWith(GCM)
                || bytes(value).filter(box -> box.length >= NONCE + TAG).isPresent();
    }

    /** What is in it; empty where this is not the key. */
    Optional<String> open(String value) {
        return value.startsWith(GCM)
                ? bytes(value.substring(GCM.length())).flatMap(this::gcm)
                : bytes(value).flatMap(this::box);
    }

    private static Optional<byte[]> bytes(String value) {
        try {
            return Optional.of(Base64.getDecoder()
                    .decode(value.replace('-', '+').replace('_', '/').getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Optional<String> box(byte[] box) {
        if (box.length < NONCE + TAG) {
            return Optional.empty();
        }
        XSalsa20Engine stream = new XSalsa20Engine();
        stream.init(false, new ParametersWithIV(new KeyParameter(key), Arrays.copyOf(box, NONCE)));
        byte[] macKey = new byte[KEY];
        stream.processBytes(macKey, 0, KEY, macKey, 0);
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(macKey));
        int length = box.length - NONCE - TAG;
        mac.update(box, NONCE + TAG, length);
        byte[] tag = new byte[TAG];
        mac.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(box, NONCE, NONCE + TAG))) {
            return Optional.empty();
        }
        byte[] plain = new byte[length];
        stream.processBytes(box, NONCE + TAG, length, plain, 0);
        return text(plain);
    }

    private Optional<String> gcm(byte[] box) {
        if (box.length < GCM_NONCE + TAG) {
            return Optional.empty();
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG * Byte.SIZE, box, 0, GCM_NONCE));
            return text(cipher.doFinal(box, GCM_NONCE, box.length - GCM_NONCE));
        } catch (GeneralSecurityException otherKey) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] plain) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain));
            return Optional.of(text.toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
