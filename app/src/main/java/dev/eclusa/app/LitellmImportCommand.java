package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.litellm.database.ImportReport;
import dev.eclusa.app.litellm.database.LitellmImport;
import dev.eclusa.store.DataDirectory;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.sql.Database;
import dev.eclusa.store.sql.PostgresAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code eclusa import litellm}: keys, holders, budgets, customers, calls and models out of LiteLLM's database. */
@Command(
        name = "litellm",
        description =
                "Take over LiteLLM's database: keys (which go on working), users, teams, members, organizations, budgets,"
                        + " customers, tags, spend logs, sums by day, and models that are stored there. Nothing is written"
                        + " there. It may be cut off and run again; what is here already is not changed.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Everything is here, and all figures are equal.",
            "1:Something is not, as the report says, or a database cannot be used.",
            "2:The configuration or an argument is wrong."
        })
final class LitellmImportCommand implements Callable<Integer> {
    private static final int WRONG = 2;

    @Mixin
    private Places places = new Places();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--from",
            paramLabel = "URL",
            description =
                    "LiteLLM's database, as its DATABASE_URL names it (default: the database of the configuration, or of"
                            + " DATABASE_URL, where that is PostgreSQL).")
    private String from = "";

    @Option(
            names = "--salt-key-env",
            paramLabel = "NAME",
            description =
                    "The environment variable with the key that LiteLLM encrypted models with (default: ${DEFAULT-VALUE};"
                            + " LITELLM_MASTER_KEY where that is not set).")
    private String saltKey = "LITELLM_SALT_KEY";

    @Override
    public Integer call() {
        return switch (new StartingPoint(System.getenv()).withoutAsking(places)) {
            case StartingPoint.Found.Usable found -> imported(found.configuration());
            case StartingPoint.Found.Wrong wrong -> {
                System.err.print(ProblemReport.text(wrong.problems()));
                yield WRONG;
            }
        };
    }

    private int imported(Configuration configuration) {
        DatabasePlace ours = configuration.store().database();
        Optional<String> url = Optional.of(from).filter(given -> !given.isEmpty());
        try {
            Optional<PostgresAddress> source = url.isPresent()
                    ? url.map(PostgresAddress::of)
                    : Optional.of(ours)
                            .filter(DatabasePlace.Server.class::isInstance)
                            .map(place -> ((DatabasePlace.Server) place).address());
            if (source.isEmpty()) {
                System.err.println(
                        "Say where LiteLLM's database is: --from postgresql://user:password@host:port/database");
                return WRONG;
            }
            return imported(ours, options(configuration, source.get()));
        } catch (IllegalArgumentException unreadable) {
            System.err.println("--from: " + unreadable.getMessage());
            return WRONG;
        }
    }

    private LitellmImport.Options options(Configuration configuration, PostgresAddress source) {
        ProgressBar bar = ProgressBar.ofErrors().counting("rows");
        return new LitellmImport.Options(
                source,
                LitellmTakeover.schema(from),
                LitellmTakeover.saltKey(System.getenv(), saltKey),
                configuration.budgets().zone(),
                Clock.systemUTC(),
                bar::at);
    }

    /** A file is ours alone: the lock says whether a gateway has it. */
    private int imported(DatabasePlace ours, LitellmImport.Options options) {
        try {
            if (ours instanceof DatabasePlace.Server) {
                return imported(ours.open(), options);
            }
            try (DataDirectory directory = DataDirectory.open(places.data())) {
                return imported(ours.in(directory.path()).open(), options);
            }
        } catch (DataDirectory.Unusable used) {
            System.err.println(
                    used.getMessage() + " While a gateway serves from a directory, nothing can be imported into it.");
        } catch (SQLException failed) {
            System.err.println("The database " + ours + " cannot be used: " + failed.getMessage());
        }
        return 1;
    }

    private int imported(Database opened, LitellmImport.Options options) throws SQLException {
        try (Database books = opened) {
            ImportReport report = LitellmImport.run(books, options);
            System.err.println();
            output.print(report.text(), report.json());
            return report.isEqual() ? 0 : 1;
        } catch (LitellmImport.Refused refused) {
            System.err.println(refused.getMessage());
        } catch (SQLException failed) {
            System.err.println("Cut off: " + failed.getMessage() + " What is here stays; run it again.");
        }
        return 1;
    }
}
