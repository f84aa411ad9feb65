package dev.eclusa.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.cache.CacheKey;
import dev.eclusa.core.cache.KnownAnswer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryAnswersTest {
    private static final KnownAnswer.Origin ORIGIN = new KnownAnswer.Origin("p", "m", 0, "openai", Set.of());

    private final AtomicLong now = new AtomicLong();

    private static CacheKey key(int number) {
        return new CacheKey("", "", "m", Integer.toString(number));
    }

    private KnownAnswer answer(int bytes, Duration lives) {
        return new KnownAnswer(new byte[bytes], ORIGIN, List.of(), lives, now.get());
    }

    @Test
    void whateverIsPutInItTakesNoMoreThanItMay() {
        long most = 1 << 20;
        MemoryAnswers answers = new MemoryAnswers(most, OptionalInt.empty(), now::get);
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            answers.put(key(random.nextInt(2_000)), answer(random.nextInt(20_000), Duration.ofHours(1)));
            if (i % 250 == 0) {
                assertThat(answers.held().bytes()).isLessThanOrEqualTo(most);
            }
        }
        assertThat(answers.held().evictions()).isPositive();
        assertThat(answers.held().entries()).isPositive();
    }

    @Test
    void noMoreEntriesThanItMayHave() {
        MemoryAnswers answers = new MemoryAnswers(1 << 20, OptionalInt.of(10), now::get);
        for (int i = 0; i < 500; i++) {
            answers.put(key(i), answer(10, Duration.ofHours(1)));
        }
        assertThat(answers.held().entries()).isLessThanOrEqualTo(10);
    }

    @Test
    void anAnswerLivesAsLongAsItSaysAlsoInThePlaceOfAnother() {
        MemoryAnswers answers = new MemoryAnswers(1 << 20, OptionalInt.empty(), now::get);
        answers.put(key(1), answer(10, Duration.ofHours(1)));
        answers.put(key(1), answer(10, Duration.ofSeconds(2)));
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(answers.find(key(1))).isPresent();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(answers.find(key(1))).isEmpty();
    }
}
