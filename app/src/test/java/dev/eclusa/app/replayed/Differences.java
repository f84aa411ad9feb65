package dev.eclusa.app.replayed;

import dev.eclusa.app.replayed.Listed.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documented list of differences, and what a replay found. */
final class Differences {
    private static final String HEAD = """
            # Where answers differ from those LiteLLM 1.106.2 was recorded with, and why. Kept true by LitellmReplayTest, which fails
            # when an answer differs and is not listed, and when one is listed and does not differ. A star stands for anything. "(asked for)":
            # the gateway's contract, or the notes that came with the recordings, say that this is not to be copied.
            """;

    private final List<Listed> listed;

    private Differences(List<Listed> listed) {
        this.listed = listed;
    }

    static Differences none() {
        return new Differences(List.of());
    }

    static Differences in(Path file) throws IOException {
        if (!Files.exists(file)) {
            return none();
        }
        return new Differences(Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Listed::of)
                .toList());
    }

    /** Names of fields that are nowhere here. */
    Set<String> fields() {
        return listed.stream()
                .filter(entry -> entry.kind() == Kind.FIELD)
                .map(Listed::pattern)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What was found and is not listed, in the form of the list. */
    List<Listed> unlisted(List<Verdict> verdicts) {
        return found(verdicts).stream()
                .filter(difference ->
                        listed.stream().noneMatch(entry -> entry.covers(difference.kind(), difference.pattern())))
                .toList();
    }

    /** What is listed and was not found. */
    List<Listed> gone(List<Verdict> verdicts) {
        List<Listed> found = found(verdicts);
        return listed.stream()
                .filter(entry ->
                        found.stream().noneMatch(difference -> entry.covers(difference.kind(), difference.pattern())))
                .toList();
    }

    /** How many have no reason yet. */
    long toDo() {
        return listed.stream().filter(Listed::isToDo).count();
    }

    /** Whether the list gives a reason why this one differs. */
    boolean explains(Verdict verdict) {
        Kind kind = verdict.sameStatus() ? Kind.SHAPE : Kind.STATUS;
        return !verdict.same()
                && listed.stream()
                        .filter(entry -> !entry.isToDo())
                        .anyMatch(entry -> entry.covers(kind, verdict.exchange().id()));
    }

    /** Whether it differs as the contract, or the notes that came with the recordings, want it to. */
    boolean asksFor(Verdict verdict) {
        Kind kind = verdict.sameStatus() ? Kind.SHAPE : Kind.STATUS;
        return !verdict.same()
                && listed.stream()
                        .filter(entry -> entry.covers(kind, verdict.exchange().id()))
                        .findFirst()
                        .filter(Listed::isAskedFor)
                        .isPresent();
    }

    /** The list without what is gone, and with what was found: the latter to do. */
    Differences renewed(List<Verdict> verdicts) {
        List<Listed> all = new ArrayList<>(listed);
        all.removeAll(gone(verdicts));
        all.removeIf(Listed::isToDo);
        all.addAll(new Differences(all).unlisted(verdicts));
        all.sort(Comparator.comparing(Listed::kind));
        return new Differences(all);
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        for (Kind kind : Kind.values()) {
            text.append('\n');
            listed.stream()
                    .filter(entry -> entry.kind() == kind)
                    .forEach(entry -> text.append(entry).append('\n'));
        }
        Files.writeString(file, text.toString());
    }

    /** How many answers, and the first of them. */
    private static String few(List<String> ids) {
        String more = ids.size() > 3 ? ", …" : "";
        return ids.size() + " answers: " + String.join(", ", ids.subList(0, Math.min(3, ids.size()))) + more;
    }

    private static List<Listed> found(List<Verdict> verdicts) {
        Stream<Listed> answers = verdicts.stream()
                .filter(verdict -> !verdict.same())
                .map(verdict -> new Listed(
                        verdict.sameStatus() ? Kind.SHAPE : Kind.STATUS,
                        verdict.exchange().id(),
                        "to do: " + verdict.said()));
        TreeMap<String, List<String>> headers = new TreeMap<>();
        verdicts.forEach(verdict -> verdict.missing()
                .forEach(name -> headers.computeIfAbsent(name, absent -> new ArrayList<>())
                        .add(verdict.exchange().id())));
        Stream<Listed> missing = headers.entrySet().stream()
                .map(header -> new Listed(Kind.HEADER, header.getKey(), "to do: missing in " + few(header.getValue())));
        Stream<Listed> fields = verdicts.stream()
                .flatMap(verdict -> verdict.overlooked().stream())
                .distinct()
                .map(name -> new Listed(Kind.FIELD, name, "to do"));
        return Stream.of(answers, missing, fields).flatMap(stream -> stream).toList();
    }
}
