package dev.eclusa.app;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.router.Caller;
import dev.eclusa.server.auth.Keyring;
import dev.eclusa.store.LedgerStore;
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
 * The server's secret and the master key it made itself, in the data directory, or in the database where gateways share one:
 * the secret, and of the key only its hash. The key is shown once, when it is made.
 */
final class KeyFiles implements Gateway.Keys {
    private static final int SECRET_BYTES = 32;
    private static final String MASTER = "master-key";

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
    public Keyring ring(Configuration configuration, Path data, LedgerStore ledger) {
        try {
            Optional<LedgerStore> shared = Optional.of(ledger).filter(LedgerStore::isShared);
            byte[] secret = secret(data, shared);
            Keyring ring = Gateway.Keys.configured(secret).ring(configuration, data, ledger);
            if (configuration.auth().masterKey().isEmpty()) {
                addOwn(ring, data, shared);
            }
            return ring;
        } catch (IOException failed) {
            throw new UncheckedIOException("The data directory cannot keep the server's secret.", failed);
        }
    }

    private void addOwn(Keyring ring, Path data, Optional<LedgerStore> shared) throws IOException {
        Path file = data.resolve("master-key.hash");
        Caller master = new Caller(Configuration.Auth.MASTER, true, Set.of());
        Optional<String> known = shared.isPresent()
                ? shared.get().state(MASTER)
                : Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        if (known.isPresent()) {
            ring.withHash(HexFormat.of().parseHex(known.get()), master);
            return;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String key = "sk-" + HexFormat.of().formatHex(random);
        String hash = HexFormat.of().formatHex(ring.hash(key));
        if (shared.isPresent()) {
            shared.get().keep(MASTER, hash);
        } else {
            write(file, hash);
        }
        ring.with(key, master);
        made = Optional.of(key);
    }

    private byte[] secret(Path data, Optional<LedgerStore> shared) throws IOException {
        String given = environment.getOrDefault("ECLUSA_KEY_SECRET", "");
        if (!given.isEmpty()) {
            return given.getBytes(StandardCharsets.UTF_8);
        }
        if (shared.isPresent()) {
            return shared.get().keySecret();
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
