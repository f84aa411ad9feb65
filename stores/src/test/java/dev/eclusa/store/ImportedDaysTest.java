package dev.eclusa.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import dev.eclusa.store.sql.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken over of another gateway: rows, and what only its sums know. */
class ImportedDaysTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final long NOON = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli();

    @TempDir
    private Path directory;

    private Database books;

    @BeforeEach
    void open() throws SQLException {
        books = DatabasePlace.usual().in(directory).open();
    }

    @AfterEach
    void close() throws SQLException {
        books.close();
    }

    private static CallRow row(String id, String model) {
        CallerLabels caller = new CallerLabels("k", "u", "t", "o", "", List.of());
        CallBegin begin = new CallBegin(id, id, NOON, caller, "/x", model, "p", model, false, 0, -1);
        return new CallRow(
                begin,
                "p",
                model,
                0,
                Outcome.SUCCESS,
                200,
                Usage.of(10, 5),
                false,
                Optional.of(new Cost(100)),
                1,
                -1,
                "bypass",
                List.of(),
                Database.IMPORTED);
    }

    private static ImportedUse use(String model, long requests, long nanos) {
        return new ImportedUse(
                new ImportedUse.By("k", "u", "t", "o", "p", model), "", requests, 0, 10 * requests, 0, 0, nanos);
    }

    private Map<String, Cost> spentByTeams() throws SQLException {
        return books.spent(AccountKind.TEAM, Instant.EPOCH, Optional.empty());
    }

    @Test
    void sumsThatRowsExplainAddNothing() throws SQLException {
        books.takeOver(List.of(row("a", "m"), row("b", "m")), "place", "b");

        assertThat(books.takeOver(DAY, List.of(use("m", 2, 200)))).isZero();
        assertThat(spentByTeams()).containsExactly(Map.entry("t", new Cost(200)));
        assertThat(books.state("place")).contains("b");
    }

    @Test
    void callsThatStandUnderAnotherModelInTheSumsAreNotCountedTwice() throws SQLException {
        books.takeOver(List.of(row("a", "m"), row("b", "m")), "place", "b");

        assertThat(books.takeOver(DAY, List.of(use("m", 1, 100), use("other", 1, 100))))
                .isZero();
        assertThat(spentByTeams()).containsExactly(Map.entry("t", new Cost(200)));
    }

    @Test
    void whatRowsDoNotExplainIsAddedOnce() throws SQLException {
        books.takeOver(List.of(row("a", "m")), "place", "a");

        assertThat(books.takeOver(DAY, List.of(use("m", 3, 350)))).isEqualTo(2);
        assertThat(books.takeOver(DAY, List.of(use("m", 3, 350)))).isEqualTo(2);
        assertThat(spentByTeams()).containsExactly(Map.entry("t", new Cost(350)));
        assertThat(books.imported(AccountKind.KEY, Instant.EPOCH)).containsExactly(Map.entry("k", new Cost(350)));
    }

    @Test
    void rowsThatComeLateTakeTheirPlaceInTheSums() throws SQLException {
        books.takeOver(DAY, List.of(use("m", 2, 200)));
        books.takeOver(List.of(row("a", "m")), "place", "a");

        assertThat(books.takeOver(DAY, List.of(use("m", 2, 200)))).isEqualTo(1);
        assertThat(spentByTeams()).containsExactly(Map.entry("t", new Cost(200)));
    }

    @Test
    void rowsAreKnownByTheirIds() throws SQLException {
        assertThat(books.isNew()).isTrue();
        assertThat(books.takeOver(List.of(row("a", "m")), "place", "a")).isEqualTo(1);
        assertThat(books.takeOver(List.of(row("a", "m"), row("b", "m")), "place", "b"))
                .isEqualTo(1);

        assertThat(books.isNew()).isFalse();
        assertThat(books.imported()).isEqualTo(new ImportedTotals(2, 200, new ImportedTotals.Sum(2, 200, 0, 0)));
    }
}
