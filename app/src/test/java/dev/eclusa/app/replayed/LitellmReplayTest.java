package dev.eclusa.app.replayed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every exchange LiteLLM was recorded with is asked of a gateway that serves the same configuration; whatever differs is on the
 * documented list, and the table in docs/litellm.md is what came out. {@code -Declusa.regenerate} writes both anew.
 */
class LitellmReplayTest {
    private static final Path LIST = Path.of("../docs/litellm-differences.txt");
    private static final Path PAGE = Path.of("../docs/litellm.md");
    private static final Path SAMPLE = Path.of("src/test/resources/litellm/replay");

    @TempDir
    Path directory;

    @Test
    void whatDiffersIsOnTheList() throws IOException {
        Optional<Path> recorded = Recording.ofLitellm();
        assumeTrue(recorded.isPresent(), "there is no ../shared/data/litellm beside this checkout");
        Differences differences = Differences.in(LIST);
        List<Verdict> verdicts = Replay.of(Recording.in(recorded.orElseThrow()), directory, differences.fields());
        if (System.getProperty("eclusa.regenerate") != null) {
            differences = differences.renewed(verdicts);
            differences.write(LIST);
            Files.writeString(PAGE, ReplayTable.in(Files.readString(PAGE), verdicts, differences));
        }
        System.out.println(ReplayTable.of(verdicts, differences) + differences.toDo() + " differences to do");
        assertThat(differences.unlisted(verdicts))
                .as("differs and is not listed")
                .isEmpty();
        assertThat(differences.gone(verdicts)).as("listed and does not differ").isEmpty();
        String page = Files.readString(PAGE);
        assertThat(page).isEqualTo(ReplayTable.in(page, verdicts, differences));
    }

    @Test
    void whatClientsOfLitellmAskMostIsAnsweredAsThere() throws IOException {
        Recording sample = Recording.in(SAMPLE);
        List<Verdict> verdicts = Replay.of(sample, directory, Differences.none().fields());
        assertThat(verdicts).hasSameSizeAs(sample.exchanges());
        assertThat(Differences.none().unlisted(verdicts)).isEmpty();
    }
}
