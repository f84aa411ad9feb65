package dev.eclusa.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignedIdsTest {
    @Test
    void aSignatureRidesInsideTheId() {
        String joined = SignedIds.join("call_1", Optional.of("CiQ/+é=="));

        assertThat(SignedIds.id(joined)).isEqualTo("call_1");
        assertThat(SignedIds.signature(joined)).contains("CiQ/+é==");
        assertThat(joined).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void anIdWithoutSignatureStaysAsItIs() {
        assertThat(SignedIds.join("call_1", Optional.empty())).isEqualTo("call_1");
        assertThat(SignedIds.id("call_1")).isEqualTo("call_1");
        assertThat(SignedIds.signature("call_1")).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNoSignature() {
        assertThat(SignedIds.signature("call_1__thought__%%%")).isEmpty();
    }
}
