package dev.eclusa.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The paths the gateway answers itself, which none that leads elsewhere may take from it. Listed in {@code own-paths.txt}, which a
 * test compares with those that are served.
 */
public final class OwnPaths {
    private static final String BELOW = "/*";

    private OwnPaths() {}

    /**
     * The gateway's own path that another stands in the way of.
     *
     * @param below whether all below it is meant too
     */
    public static Optional<String> clash(String path, boolean below) {
        return all().stream().filter(own -> clashes(own, path, below)).findFirst();
    }

    private static boolean clashes(String own, String path, boolean below) {
        String bare = own.endsWith(BELOW) ? own.substring(0, own.length() - BELOW.length()) : own;
        boolean within = own.endsWith(BELOW) && path.startsWith(bare + "/");
        boolean around = below && bare.startsWith(path + "/");
        return bare.equals(path) || within || around;
    }

    /** All of them; one that ends in {@code /*} has all below it. */
    public static List<String> all() {
        return Shipped.PATHS;
    }

    /** Read when first asked for. */
    private static final class Shipped {
        private static final List<String> PATHS =
                text().lines().filter(line -> !line.isBlank()).toList();

        private static String text() {
            try (InputStream list =
                    Objects.requireNonNull(OwnPaths.class.getResourceAsStream("own-paths.txt"), "own-paths.txt")) {
                return new String(list.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
