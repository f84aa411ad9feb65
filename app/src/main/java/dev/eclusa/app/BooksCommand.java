package dev.eclusa.app;

import dev.eclusa.app.books.Books;
import java.io.UncheckedIOException;
import java.util.function.ToIntFunction;

/** What commands that read the books have in common: finding them, and saying why they cannot be read. */
final class BooksCommand {
    private BooksCommand() {}

    static int with(Places places, ToIntFunction<Books> command) {
        return switch (new StartingPoint(System.getenv()).withoutAsking(places)) {
            case StartingPoint.Found.Usable found -> {
                try {
                    yield command.applyAsInt(
                            new Books(found.configuration().store().database(), places.data()));
                } catch (Books.Unreadable | IllegalArgumentException refused) {
                    System.err.println(refused.getMessage());
                    yield 1;
                } catch (UncheckedIOException failed) {
                    System.err.println(failed.getMessage() + " " + failed.getCause());
                    yield 1;
                }
            }
            case StartingPoint.Found.Wrong wrong -> {
                System.err.print(ProblemReport.text(wrong.problems()));
                yield 2;
            }
        };
    }
}
