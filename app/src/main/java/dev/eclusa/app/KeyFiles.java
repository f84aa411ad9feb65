package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.router.Caller;
import dev.eclusa.server.auth.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The server's secret and the master key it made itself, in the data directory: the secret, and of the key only its
 * hash. The key is shown once, when it is made.
 */
final class KeyFiles implements Gateway.Keys {
    private static final int SECRET_BYTES = 32;

    private final Map<String, String> environment;
    private Optional<String> made = Optional.empty();

    KeyFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The master key, when this start made one. */
    Optional<String> madeNow() {
        return made;
    }

    @Override
    public Keyring ring(Configuration configuration, Path data) {
        try {
            byte[] secret = secret(data);
            Keyring ring = Gateway.Keys.configured(secret).ring(configuration, data);
            if (configuration.auth().masterKey().isEmpty()) {
                addOwn(ring, data);
            }
            return ring;
        } catch (IOException failed) {
            throw new UncheckedIOException("The data directory cannot keep the server's secret.", failed);
        }
    }

    private void addOwn(Keyring ring, Path data) throws IOException {
        Path file = data.resolve("master-key.hash");
        Caller master = new Caller("master", true, Set.of());
        if (Files.exists(file)) {
            ring.withHash(HexFormat.of().parseHex(Files.readString(file).strip()), master);
            return;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String key = "sk-" + HexFormat.of().formatHex(random);
        write(file, HexFormat.of().formatHex(ring.hash(key)));
        ring.with(key, master);
        made = Optional.of(key);
    }

    private byte[] secret(Path data) throws IOException {
        String given = environment.getOrDefault("ECLUSA_KEY_SECRET", "");
        if (!given.isEmpty()) {
            return given.getBytes(StandardCharsets.UTF_8);
        }
        Path file = data.resolve("server.secret");
        if (!Files.exists(file)) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            write(file, HexFormat.of().formatHex(secret));
        }
        return HexFormat.of().parseHex(Files.readString(file).strip());
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text + "\n");
    }
}
