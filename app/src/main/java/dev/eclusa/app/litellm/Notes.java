package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is not carried as it stands; the same said of several places is one note. */
final class Notes {
    private final Map<Said, SortedSet<Integer>> lines = new LinkedHashMap<>();

    private record Said(Optional<String> file, String key, String text) {}

    void add(Place place, String key, String text) {
        lines.computeIfAbsent(new Said(place.file(), key, text), first -> new TreeSet<>())
                .add(place.line());
    }

    /** In the order of the lines, the main file first. */
    List<Note> all() {
        return lines.entrySet().stream()
                .map(entry -> new Note(
                        entry.getKey().file(),
                        List.copyOf(entry.getValue()),
                        entry.getKey().key(),
                        entry.getKey().text()))
                .sorted(Comparator.comparing((Note note) -> note.file().orElse(""))
                        .thenComparing(note -> note.lines().getFirst()))
                .toList();
    }
}
