package dev.eclusa.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private final Random random = new Random(11);

    private String word() {
        return random.ints(random.nextInt(3, 12), 'a', 'h')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void distanceIsSymmetricAndZeroOnlyForTheSame() {
        for (int i = 0; i < 500; i++) {
            String a = word();
            String b = word();
            assertThat(Spelling.distance(a, b)).isEqualTo(Spelling.distance(b, a));
            assertThat(Spelling.distance(a, b) == 0).isEqualTo(a.equals(b));
            assertThat(Spelling.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
        }
    }

    @Test
    void oneSlipOfTheFingersIsAlwaysFound() {
        for (int i = 0; i < 500; i++) {
            String meant = word() + "_key";
            int at = random.nextInt(meant.length() - 1);
            String swapped = meant.substring(0, at) + meant.charAt(at + 1) + meant.charAt(at) + meant.substring(at + 2);
            String missing = meant.substring(0, at) + meant.substring(at + 1);
            assertThat(Spelling.near(swapped, List.of("entirely-different", meant)))
                    .containsExactly(meant);
            assertThat(Spelling.near(missing, List.of("entirely-different", meant)))
                    .containsExactly(meant);
        }
    }

    @Test
    void nearestComesFirst() {
        assertThat(Spelling.near("wieght", List.of("eight", "weight", "height")))
                .startsWith("weight");
        assertThat(Spelling.near("x", List.of("preset", "base_url"))).isEmpty();
    }
}
