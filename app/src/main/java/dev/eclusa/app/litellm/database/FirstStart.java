package dev.eclusa.app.litellm.database;

import dev.eclusa.store.sql.Database;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A first start on a database that LiteLLM used until now: what it keeps there is taken over before the first call. Of
 * several gateways that start at once, one does it and the others wait.
 */
public final class FirstStart {
    private static final String STATE = "litellm.first_start";
    private static final String BEGUN = "begun";
    private static final String DONE = "done";

    private FirstStart() {}

    /**
     * Takes it over where our books are new, or an earlier start was cut off at it.
     *
     * @return empty when there was nothing to do
     * @throws LitellmImport.Refused when it was begun and cut off: keys come last, so that nobody could call
     */
    public static Optional<ImportReport> run(Database books, LitellmImport.Options options)
            throws SQLException, LitellmImport.Refused {
        if (!isDue(books)) {
            return Optional.empty();
        }
        try (Source source = Source.connect(options.from(), options.schema())) {
            source.lock();
            source.begin();
            if (!isDue(books) || !source.isLitellm()) {
                return Optional.empty();
            }
            return Optional.of(begun(source, books, options));
        }
    }

    private static ImportReport begun(Source source, Database books, LitellmImport.Options options)
            throws SQLException, LitellmImport.Refused {
        books.keep(STATE, BEGUN);
        options.progress().at("its tables are found", 0, 0);
        try {
            ImportReport report = LitellmImport.take(source, books, options);
            books.keep(STATE, DONE);
            return report;
        } catch (SQLException failed) {
            throw new LitellmImport.Refused("LiteLLM's database was not taken over to its end: " + failed.getMessage()
                    + ". Start again to go on, or with --no-import to serve without.");
        }
    }

    private static boolean isDue(Database books) throws SQLException {
        return books.state(STATE).map(BEGUN::equals).orElse(false) || books.isNew();
    }
}
