package dev.eclusa.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/request-path.md and RequestPath.java tell the same steps in the same order. */
class RequestPathDocumentTest {
    private static final List<String> STEPS = List.of(
            "receive",
            "decode",
            "identify",
            "admit",
            "recall",
            "enrich",
            "route",
            "condense",
            "attempt",
            "call",
            "answer",
            "settle",
            "tell");

    @Test
    void theDocumentNamesEveryStepInOrder() throws IOException {
        String document = Files.readString(root().resolve("docs/request-path.md"));
        List<String> named = Pattern.compile("(?m)^\\d+\\. \\*\\*(\\w+)\\*\\*")
                .matcher(document)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(named).isEqualTo(STEPS);
    }

    @Test
    void theCodeTakesTheStepsInThatOrder() throws IOException {
        String code = Files.readString(root().resolve("router/src/main/java/dev/eclusa/router/RequestPath.java"));
        int walk = code.indexOf("private void walk()");
        int from = walk;
        for (String step : STEPS.subList(1, 9)) {
            int at = code.indexOf(step + "(", from);
            assertThat(at).as("step %s in walk()", step).isGreaterThanOrEqualTo(from);
            from = at;
        }
        for (int number = 2; number <= STEPS.size(); number++) {
            assertThat(code).containsPattern("[Ss]teps? (9 and )?" + number);
        }
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("docs")) ? here : here.getParent();
    }
}
