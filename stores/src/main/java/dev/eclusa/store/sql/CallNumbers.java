package dev.eclusa.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Gives new rows their numbers, which rise with time; one goes unused where a row was there already. */
interface CallNumbers {
    /** As many numbers as wanted, rising. */
    long[] next(Connection connection, int count) throws SQLException;

    /** Of a file that one process writes: counted on from the newest row. */
    static CallNumbers afterNewest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT coalesce(max(id), 0) FROM calls")) {
            found.next();
            long[] last = {found.getLong(1)};
            return (same, count) -> {
                long[] numbers = new long[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = ++last[0];
                }
                return numbers;
            };
        }
    }

    /** Of a server that several processes write to: from the sequence of the table. */
    static long[] ofSequence(Connection connection, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT nextval(pg_get_serial_sequence('calls', 'id')) FROM generate_series(1, ?)")) {
            statement.setInt(1, count);
            try (ResultSet found = statement.executeQuery()) {
                long[] numbers = new long[count];
                for (int i = 0; found.next(); i++) {
                    numbers[i] = found.getLong(1);
                }
                return numbers;
            }
        }
    }
}
