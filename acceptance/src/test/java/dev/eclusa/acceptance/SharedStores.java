package dev.eclusa.acceptance;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import redis.embedded.RedisServer;

/** A real PostgreSQL and a real Redis, which can be stopped and come back with what they had. */
final class SharedStores implements AutoCloseable {
    private final Path directory;
    private final int postgresPort = freePort();
    private final int redisPort = freePort();
    private EmbeddedPostgres postgres;
    private RedisServer redis;

    private SharedStores(Path directory) throws IOException {
        this.directory = directory;
        this.postgres = postgres();
        this.redis = redis();
    }

    static SharedStores start(Path directory) {
        try {
            return new SharedStores(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(postgresPort)
                .setServerConfig("fsync", "off")
                .start();
    }

    private RedisServer redis() throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("save \"\"")
                .setting("bind 127.0.0.1")
                .build();
        server.start();
        return server;
    }

    /** A new database. */
    String database(String name) {
        sql("CREATE DATABASE " + name);
        return "postgresql://postgres@127.0.0.1:" + postgresPort + "/" + name;
    }

    private void sql(String statement) {
        try (Connection connection = connect("postgres");
                Statement execute = connection.createStatement()) {
            execute.execute(statement);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A connection of the test's own. */
    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database + "?user=postgres");
    }

    String redisUrl() {
        return "redis://127.0.0.1:" + redisPort;
    }

    int redisPort() {
        return redisPort;
    }

    void stopRedis() throws IOException {
        redis.stop();
    }

    void startRedis() throws IOException {
        redis = redis();
    }

    void stopPostgres() throws IOException {
        postgres.close();
    }

    void startPostgres() throws IOException {
        postgres = postgres();
    }

    @Override
    public void close() {
        try (EmbeddedPostgres closing = postgres) {
            redis.stop();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
