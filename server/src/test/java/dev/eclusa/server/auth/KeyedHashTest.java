package dev.eclusa.server.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
    @Test
    void isTheRuntimesOwnForSecretsAndTextsOfAnyLength() throws GeneralSecurityException {
        Random random = new Random(20261121);
        for (int round = 0; round < 500; round++) {
            byte[] secret = bytes(random, 1 + random.nextInt(200));
            byte[] text = bytes(random, random.nextInt(300));
            KeyedHash hash = new KeyedHash(secret);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            assertArrayEquals(mac.doFinal(text), hash.of(text));
            assertArrayEquals(mac.doFinal(text), hash.of(text), "a second time");
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
