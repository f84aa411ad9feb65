package dev.eclusa.app.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything found wrong with one file, in the order of its lines. */
public final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    /** Of a file by its name. */
    public Problems(String file) {
        this.file = file;
    }

    /** Something wrong at a place. */
    public void add(Located.Place place, String path, String message) {
        add(place, path, message, Optional.empty());
    }

    /** A name that is not among those that exist. */
    public void misspelt(Located.Place place, String path, String message, String written, Collection<String> known) {
        add(place, path, message, Nearest.of(written, known));
    }

    private void add(Located.Place place, String path, String message, Optional<String> meant) {
        found.add(new Problem(place.file().orElse(file), place.line(), place.column(), path, message, meant));
    }

    /** Whether nothing is wrong. */
    public boolean none() {
        return found.isEmpty();
    }

    /** All of them, file by file; the file that is being read first. */
    public List<Problem> all() {
        return found.stream()
                .sorted(Comparator.comparing((Problem problem) -> problem.file().equals(file) ? "" : problem.file())
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }
}
