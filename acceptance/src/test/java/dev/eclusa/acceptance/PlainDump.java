package dev.eclusa.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** Restores what {@code pg_dump} wrote as plain SQL, without psql. */
final class PlainDump {
    private PlainDump() {}

    /** Runs every statement; constraints that refer to tables which were not dumped are passed over. */
    static void restore(Connection connection, InputStream dump) throws IOException, SQLException {
        StringBuilder statement = new StringBuilder();
        BufferedReader lines = new BufferedReader(new InputStreamReader(dump, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("COPY ")) {
                copy(connection, line, lines);
            } else if (!line.startsWith("--") && !line.startsWith("\\")) {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    run(connection, statement.toString());
                    statement.setLength(0);
                }
            }
        }
    }

    private static void copy(Connection connection, String command, BufferedReader lines)
            throws IOException, SQLException {
        StringBuilder rows = new StringBuilder();
        for (String line = lines.readLine(); !line.equals("\\."); line = lines.readLine()) {
            rows.append(line).append('\n');
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(command.replace(";", ""), new StringReader(rows.toString()));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            if (!sql.contains("FOREIGN KEY")) {
                throw failed;
            }
        }
    }
}
