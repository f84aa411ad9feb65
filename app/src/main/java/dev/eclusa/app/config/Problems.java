package dev.eclusa.app.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Everything found wrong with one file, in the order of its lines. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Located.Place place, String path, String message) {
        found.add(new Problem(file, place.line(), place.column(), path, message, Optional.empty()));
    }

    /** A name that is not among those that exist. */
    void misspelt(Located.Place place, String path, String message, String written, Collection<String> known) {
        found.add(new Problem(file, place.line(), place.column(), path, message, Nearest.of(written, known)));
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Problem> all() {
        return found.stream()
                .sorted(java.util.Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
