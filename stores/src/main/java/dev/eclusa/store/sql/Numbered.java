package dev.eclusa.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A question with numbered parameters, so that {@code ?1} may stand in several places; JDBC counts places only. */
final class Numbered implements AutoCloseable {
    private static final Pattern PARAMETER = Pattern.compile("\\?(\\d+)");

    private final PreparedStatement statement;
    private final List<Integer> places;

    private Numbered(PreparedStatement statement, List<Integer> places) {
        this.statement = statement;
        this.places = places;
    }

    static Numbered prepare(Connection connection, String sql) throws SQLException {
        List<Integer> places = new ArrayList<>();
        PARAMETER
                .matcher(sql)
                .results()
                .map(MatchResult::group)
                .forEach(found -> places.add(Integer.parseInt(found, 1, found.length(), 10)));
        String plain = PARAMETER.matcher(sql).replaceAll("?");
        return new Numbered(connection.prepareStatement(plain), places);
    }

    void set(int number, String value) throws SQLException {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) == number) {
                statement.setString(i + 1, value);
            }
        }
    }

    void set(int number, long value) throws SQLException {
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) == number) {
                statement.setLong(i + 1, value);
            }
        }
    }

    ResultSet ask() throws SQLException {
        return statement.executeQuery();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
