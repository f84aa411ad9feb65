package dev.eclusa.engine.classifying;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static String random(Random random, int longest) {
        StringBuilder text = new StringBuilder();
        for (int length = 1 + random.nextInt(longest); text.length() < length; ) {
            text.append("abç ".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    @Test
    void findsWhatSearchingForEachFinds() {
        Random random = new Random(20261121);
        for (int round = 0; round < 2000; round++) {
            List<List<String>> groups = new ArrayList<>();
            for (int group = 0; group < 1 + random.nextInt(6); group++) {
                groups.add(List.of(random(random, 5), random(random, 3)));
            }
            String text = random(random, 30) + "\u4e2d" + random(random, 30);
            long found = new Phrases(groups).in(text);
            for (int group = 0; group < groups.size(); group++) {
                boolean expected = groups.get(group).stream().anyMatch(text::contains);
                assertThat((found >> group & 1) != 0)
                        .as("%s in '%s'", groups.get(group), text)
                        .isEqualTo(expected);
            }
        }
    }
}
