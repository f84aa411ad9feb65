package dev.eclusa.app.litellm.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values sealed by PyNaCl 1.6 and by Python's cryptography, as LiteLLM calls them. */
class SecretBoxTest {
    private static final String KEY = "sk-salt-of-the-test";
    private static final String PROVIDER_KEY =
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYX6qAGITiGdqBzQxQaYecC7Gc9qs1UVTybPJWFq5j4gA==";
    private static final String MODEL =
            "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYhP1Lir1YawdhFwcs89hTrXbi-l8J-ZBkW-WvCVnuw794Xg==";
    private static final String EMPTY = "AgMEBQYHCAkKCwwNDg8QERITFBUWFxgZvfXKaoNKL-LKVHczRPqWBQ==";
    private static final String LONG =
            "AwQFBgcICQoLDA0ODxAREhMUFRYXGBkaQYvXriWW8R4W98KuLgj4XqOPLuAd9bKbGKWCOudoFRdKzcMhvvb_iuJSQO7b3EjID-qGYGCDYvI-"
                    + "isJvIyKkCi7AJNqJtHxzA4XRwIyjX45o4e08C-seRWQ8HAvSP5ek13OUo-b5tiiYhu4hvQtUBmL4ov5ntQLMRUFd8M-tsQ==";
    private static final String GCM = "v2:gcm:AAECAwQFBgcICQoL_sKV-ZA1hApFCMjnAvtP5a4QJP_U0LPca4j16Lyhrg==";

    private final SecretBox box = new SecretBox(KEY);

    @Test
    void opensWhatWasSealedWithTheKey() {
        assertThat(box.open(PROVIDER_KEY)).contains("sk-provider-key");
        assertThat(box.open(MODEL)).contains("openai/gpt-4o-mini");
        assertThat(box.open(EMPTY)).contains("");
        assertThat(box.open(LONG)).contains("schlüssel " + "x".repeat(100));
        assertThat(box.open(GCM)).contains("sk-provider-key");
    }

    @Test
    void opensNothingWithAnotherKeyNorWhatWasTamperedWith() {
        SecretBox other = new SecretBox("another");

        assertThat(other.open(PROVIDER_KEY)).isEmpty();
        assertThat(other.open(GCM)).isEmpty();
        assertThat(box.open(PROVIDER_KEY.replace("gA==", "gQ=="))).isEmpty();
        assertThat(box.open(GCM.replace("hrg==", "hrw=="))).isEmpty();
    }

    @Test
    void tellsSealedValuesFromPlainOnes() {
        assertThat(SecretBox.isSealed(MODEL)).isTrue();
        assertThat(SecretBox.isSealed(GCM)).isTrue();
        assertThat(SecretBox.isSealed("openai/gpt-4o-mini")).isFalse();
        assertThat(SecretBox.isSealed("http://127.0.0.1:9191/v1")).isFalse();
        assertThat(SecretBox.isSealed("")).isFalse();
    }
}
