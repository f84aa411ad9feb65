package dev.eclusa.store.sql;

import dev.eclusa.core.audit.AuditEntry;
import dev.eclusa.core.audit.AuditPage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The audit: rows with rising numbers, each with the hash of what it says and of the hash before it, so that a row that was
 * changed, removed or moved is found. Within the transaction of the caller, which writes alone.
 */
final class AuditRows {
    private static final String COLUMNS = "SELECT number, at, actor, address, action, status, detail, hash FROM audit";

    private AuditRows() {}

    static void append(Connection connection, List<AuditEntry> entries) throws SQLException {
        List<AuditPage.Kept> newest =
                read(connection, COLUMNS + " WHERE number < ? ORDER BY number DESC LIMIT 1", Long.MAX_VALUE);
        long number = newest.isEmpty() ? 0 : newest.getFirst().number();
        String hash = newest.isEmpty() ? "" : newest.getFirst().hash();
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO audit VALUES (?,?,?,?,?,?,?,?)")) {
            for (AuditEntry entry : entries) {
                AuditEntry kept = kept(entry);
                hash = hash(hash, ++number, kept);
                insert.setLong(1, number);
                insert.setLong(2, kept.atMillis());
                insert.setString(3, kept.actor());
                insert.setString(4, kept.address());
                insert.setString(5, kept.action());
                insert.setInt(6, kept.status());
                insert.setString(7, kept.detail());
                insert.setString(8, hash);
                insert.executeUpdate();
            }
        }
    }

    private static AuditEntry kept(AuditEntry entry) {
        return new AuditEntry(
                entry.atMillis(),
                Texts.kept(entry.actor()),
                entry.address(),
                Texts.kept(entry.action()),
                entry.status(),
                Texts.kept(entry.detail()));
    }

    static AuditPage page(Connection connection, long before, int limit) throws SQLException {
        return new AuditPage(
                read(connection, COLUMNS + " WHERE number < ? ORDER BY number DESC LIMIT " + limit, before));
    }

    /** The first number from one on where the chain does not hold; empty when it holds to the end. */
    static Optional<Long> broken(Connection connection) throws SQLException {
        String hash = "";
        long number = 0;
        while (true) {
            List<AuditPage.Kept> next =
                    read(connection, COLUMNS + " WHERE number > ? ORDER BY number LIMIT 1000", number);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            for (AuditPage.Kept kept : next) {
                hash = hash(hash, ++number, kept.entry());
                if (kept.number() != number || !kept.hash().equals(hash)) {
                    return Optional.of(number);
                }
            }
        }
    }

    private static List<AuditPage.Kept> read(Connection connection, String sql, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, number);
            try (ResultSet found = select.executeQuery()) {
                List<AuditPage.Kept> kept = new ArrayList<>();
                while (found.next()) {
                    AuditEntry entry = new AuditEntry(
                            found.getLong(2),
                            found.getString(3),
                            found.getString(4),
                            found.getString(5),
                            found.getInt(6),
                            found.getString(7));
                    kept.add(new AuditPage.Kept(found.getLong(1), entry, found.getString(8)));
                }
                return kept;
            }
        }
    }

    /** Each text with its length before it, so that no two entries are hashed alike. */
    private static String hash(String before, long number, AuditEntry entry) {
        MessageDigest digest = sha256();
        digest.update(before.getBytes(StandardCharsets.US_ASCII));
        digest.update(numbers(number, entry.atMillis(), entry.status()));
        for (String text : List.of(entry.actor(), entry.address(), entry.action(), entry.detail())) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(numbers(bytes.length));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] numbers(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.length);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return bytes.array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
