package dev.eclusa.store.sql;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * Where a PostgreSQL server is, and who we are to it: a URL in libpq's form, {@code
 * postgresql://user:password@host:port/database?sslmode=require} (PostgreSQL manual 34.1.1.2).
 *
 * @param host name and port
 * @param database its name
 * @param properties user, password and what the URL asks for
 */
public record PostgresAddress(String host, String database, Map<String, String> properties) {
    /** What a URL may ask for, by libpq's name; others (such as Prisma's) are ours to ignore. */
    private static final Set<String> KNOWN = Set.of(
            "sslmode", "sslrootcert", "sslcert", "sslkey", "application_name", "options", "target_session_attrs");

    private static final Map<String, String> OURS = Map.of("application_name", "ApplicationName");

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException when it is not of that form; the message repeats no password
     */
    public static PostgresAddress of(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(form());
        }
        if (uri.getRawAuthority() == null || !isPostgres(url)) {
            throw new IllegalArgumentException(form());
        }
        String authority = uri.getRawAuthority();
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        Map<String, String> properties = asked(uri.getRawQuery() == null ? "" : uri.getRawQuery());
        if (authority.contains("@")) {
            String[] login = authority.substring(0, authority.lastIndexOf('@')).split(":", 2);
            properties.put("user", decoded(login[0]));
            if (login.length == 2) {
                properties.put("password", decoded(login[1]));
            }
        }
        String database = path.length() > 1 ? decoded(path.substring(1)) : properties.getOrDefault("user", "postgres");
        return new PostgresAddress(host.isEmpty() ? "localhost" : host, database, Map.copyOf(properties));
    }

    /** Whether a URL is one of PostgreSQL's at all. */
    public static boolean isPostgres(String url) {
        return url.startsWith("postgresql://") || url.startsWith("postgres://");
    }

    private static String form() {
        return "A PostgreSQL URL has the form postgresql://user:password@host:port/database.";
    }

    private static Map<String, String> asked(String query) {
        return java.util.Arrays.stream(query.split("&"))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2 && KNOWN.contains(part[0]))
                .collect(Collectors.toMap(
                        part -> OURS.getOrDefault(part[0], part[0]),
                        part -> decoded(part[1]),
                        (first, second) -> second,
                        java.util.HashMap::new));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A new connection, which sees the tables of schema {@code eclusa} first. */
    Connection connect() throws SQLException {
        Properties all = new Properties();
        all.setProperty("connectTimeout", "5");
        all.setProperty("socketTimeout", "30");
        all.setProperty("tcpKeepAlive", "true");
        all.setProperty("ApplicationName", "eclusa");
        all.setProperty("currentSchema", "eclusa");
        all.putAll(properties);
        Connection connection = new Driver().connect("jdbc:postgresql://" + host + "/" + database, all);
        if (connection == null) {
            throw new SQLException("PostgreSQL's driver does not know the address of " + host + ".");
        }
        return connection;
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "postgresql://" + host + "/" + database;
    }
}
