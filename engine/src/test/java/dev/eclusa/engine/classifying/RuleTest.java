package dev.eclusa.engine.classifying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eclusa.engine.routing.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    private static Facts facts(Intent intent, long tokens, boolean vip) {
        Prompt prompt = new Prompt("some text", 3, false, 2);
        return new Facts(new Assessment(0.4, intent, List.of("lines")), prompt, tokens, vip);
    }

    private static boolean holds(String condition, Facts facts) {
        return Rule.of(condition, Tier.BALANCED).holds(facts);
    }

    @ParameterizedTest
    @CsvSource({
        "code and tokens > 4000, true",
        "CODE AND tokens>4000, true",
        "code and tokens > 5000, false",
        "translation or code, true",
        "not code, false",
        "not (code and vip), true",
        "vip or code and tokens < 10, false",
        "(vip or code) and tokens >= 5000, true",
        "complexity <= 0.4, true",
        "tools, true",
        "turns = 3 and tools != 2, false",
        "pictures, false",
        "not not code, true"
    })
    void readsConditions(String condition, boolean expected) {
        assertThat(holds(condition, facts(Intent.CODE, 5000, false))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cdoe",
                "code and",
                "tokens > many",
                "(code",
                "code)",
                "code tokens > 3",
                "tokens >",
                "code && vip",
                "and"
            })
    void saysWhatItCannotRead(String condition) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.of(condition, Tier.FAST));
    }

    @Test
    void namesWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.of("cdoe", Tier.FAST))
                .withMessageContaining("'cdoe'")
                .withMessageContaining("translation")
                .withMessageContaining("tokens");
    }
}
