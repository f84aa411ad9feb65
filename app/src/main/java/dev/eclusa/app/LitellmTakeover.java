package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.litellm.database.FirstStart;
import dev.eclusa.app.litellm.database.ImportReport;
import dev.eclusa.app.litellm.database.LitellmImport;
import dev.eclusa.store.DatabasePlace;
import dev.eclusa.store.sql.Database;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A first start with LiteLLM's {@code DATABASE_URL}: what LiteLLM keeps there is taken over before anybody is served. */
final class LitellmTakeover {
    private static final System.Logger LOG = System.getLogger("eclusa.import");
    private static final String SCHEMA = "schema=";
    private static final int STEPS = 10;

    private final Map<String, String> environment;
    private String said = "";

    LitellmTakeover(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The schema that a URL of Prisma's names; {@code public} when it names none. */
    static String schema(String url) {
        int question = url.indexOf('?');
        return Arrays.stream(url.substring(question + 1).split("&"))
                .filter(part -> question >= 0 && part.startsWith(SCHEMA) && part.length() > SCHEMA.length())
                .map(part -> URLDecoder.decode(part.substring(SCHEMA.length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("public");
    }

    /** What LiteLLM encrypted with: its salt key, or, where it has none, its master key. */
    static Optional<String> saltKey(Map<String, String> environment, String name) {
        return List.of(name, "LITELLM_MASTER_KEY").stream()
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /**
     * Takes it over where there is something to take over; a database that cannot be used is waited for elsewhere.
     *
     * @return why nobody can be served; empty when calls may come
     */
    Optional<String> beforeServing(Configuration configuration) {
        if (!(configuration.store().database() instanceof DatabasePlace.Server server)) {
            return Optional.empty();
        }
        String url = environment.getOrDefault("DATABASE_URL", environment.getOrDefault("LITELLM_DATABASE_URL", ""));
        LitellmImport.Options options = new LitellmImport.Options(
                server.address(),
                schema(url),
                saltKey(environment, "LITELLM_SALT_KEY"),
                configuration.budgets().zone(),
                Clock.systemUTC(),
                this::tell);
        try (Database books = server.open()) {
            FirstStart.run(books, options).ifPresent(LitellmTakeover::tell);
        } catch (LitellmImport.Refused cutOff) {
            return Optional.of(String.valueOf(cutOff.getMessage()));
        } catch (SQLException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Whether LiteLLM left anything in the database was not found out: " + failed.getMessage());
        }
        return Optional.empty();
    }

    private static void tell(ImportReport report) {
        report.wrong().forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
        LOG.log(System.Logger.Level.INFO, "LiteLLM's database is taken over: " + report.summary());
    }

    /** A line a step, and ten of a long one. */
    private void tell(String step, long done, long total) {
        String line = total == 0 ? step : step + ", " + STEPS * done / total * (100 / STEPS) + " %";
        if (!line.equals(said)) {
            said = line;
            LOG.log(System.Logger.Level.INFO, "Taking over LiteLLM's database: " + line);
        }
    }
}
