package dev.eclusa.server.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) under one secret. The two blocks that hold the secret are digested once and copied for every
 * text, which halves the work for one as short as a key. Safe for several threads.
 */
final class KeyedHash {
    private static final int BLOCK = 64;
    private static final int INNER_PAD = 0x36;
    private static final int OUTER_PAD = 0x5c;

    private final MessageDigest inner;
    private final MessageDigest outer;

    /** The hash under a secret of any length. */
    KeyedHash(byte[] secret) {
        byte[] key = Arrays.copyOf(secret.length > BLOCK ? sha256().digest(secret) : secret, BLOCK);
        inner = begun(key, INNER_PAD);
        outer = begun(key, OUTER_PAD);
    }

    /** The hash of a text, 32 bytes. */
    byte[] of(byte[] text) {
        return copy(outer).digest(copy(inner).digest(text));
    }

    private static MessageDigest begun(byte[] key, int pad) {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) (key[i] ^ pad);
        }
        MessageDigest digest = sha256();
        digest.update(block);
        return digest;
    }

    private static MessageDigest copy(MessageDigest begun) {
        try {
            return (MessageDigest) begun.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("The SHA-256 of every Java runtime can be copied", impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
