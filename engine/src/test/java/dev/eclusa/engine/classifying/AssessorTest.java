package dev.eclusa.engine.classifying;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.engine.routing.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssessorTest {
    private static Assessment assess(String text) {
        return Assessor.shipped().assess(new Prompt(text, 1, false, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oi, tudo bem?|FAST|CHAT",
                "Hello, how are you today?|FAST|CHAT",
                "What is the capital of France?|FAST|QUESTION",
                "Qual é a capital do Brasil?|FAST|QUESTION",
                "Traduza para o inglês: o gato está na mesa|FAST|TRANSLATION",
                "Translate to Portuguese: good night|FAST|TRANSLATION",
                "Extract all e-mail addresses from the text below|FAST|EXTRACTION",
                "Write a Python function that reverses a linked list|BALANCED|CODE",
                "Prove by induction that the sum of the first n odd numbers is n squared, step by step|PREMIUM|REASONING",
                "Demonstre passo a passo que a raiz de 2 é irracional por contradição, usando um teorema|PREMIUM|REASONING"
            })
    void takesATextForWhatItIs(String text, Tier tier, Intent intent) {
        Assessment assessment = assess(text);
        assertThat(assessment.intent()).as(assessment.toString()).isEqualTo(intent);
        assertThat(assessment.tier()).as(assessment.toString()).isEqualTo(tier);
    }

    @Test
    void designOfLargeSystemsIsHarderThanSmallTalk() {
        assertThat(assess("Design a distributed, fault-tolerant rate limiter and compare the trade-offs of consensus")
                        .complexity())
                .isGreaterThan(0.75);
        assertThat(assess("bom dia").complexity()).isLessThan(0.25);
    }

    @Test
    void aPictureIsSeen() {
        assertThat(Assessor.shipped()
                        .assess(new Prompt("what is this?", 1, true, 0))
                        .intent())
                .isEqualTo(Intent.VISION);
    }

    @Test
    void anyTextIsJudgedBetweenNoughtAndOne() {
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(9000), 0, 0x2ff).forEach(text::appendCodePoint);
            assertThat(assess(text.toString()).complexity()).isBetween(0.0, 1.0);
        }
    }
}
