package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** LiteLLM's file and those it includes, as one. */
final class Sources {
    private static final String INCLUDE = "include";

    private final Problems problems;
    private final Notes notes;
    private final Set<Path> read = new LinkedHashSet<>();

    Sources(Problems problems, Notes notes) {
        this.problems = problems;
        this.notes = notes;
    }

    /** The text of a file and what it includes; paths are relative to the file that names them. */
    Located.Mapping of(Path file, String text) {
        read.add(file.toAbsolutePath().normalize());
        return of(file, Optional.empty(), text);
    }

    private Located.Mapping of(Path file, Optional<String> name, String text) {
        Located.Mapping main = new AliasedYaml(name, problems, notes).read(text);
        Located.Mapping whole = main;
        for (Located.Scalar included : named(main)) {
            Optional<Located.Mapping> more = included(file, included);
            if (more.isPresent()) {
                whole = joined(whole, more.get());
            }
        }
        return whole;
    }

    private List<Located.Scalar> named(Located.Mapping main) {
        List<Located.Scalar> files = new ArrayList<>();
        main.member(INCLUDE).ifPresent(value -> {
            List<Located> elements = value instanceof Located.Sequence list ? list.elements() : List.of(value);
            for (Located element : elements) {
                if (element instanceof Located.Scalar scalar) {
                    files.add(scalar);
                } else {
                    problems.add(element.place(), INCLUDE, "'include' is the name of a file, or a list of names.");
                }
            }
        });
        return files;
    }

    private Optional<Located.Mapping> included(Path from, Located.Scalar name) {
        try {
            Path file = from.resolveSibling(name.text());
            if (read.add(file.toAbsolutePath().normalize())) {
                return Optional.of(of(file, Optional.of(file.toString()), Files.readString(file)));
            }
            problems.add(name.place(), INCLUDE, "The file '" + name.text() + "' is included already. Name it once.");
        } catch (IOException | InvalidPathException unreadable) {
            problems.add(
                    name.place(),
                    INCLUDE,
                    "The included file '" + name.text().replaceAll("\\p{Cntrl}", "?") + "' cannot be read."
                            + " Is the path right (relative to the file that names it), and may you read it?");
        }
        return Optional.empty();
    }

    /** Lists go on with the included file's; of anything else the included one holds, as in LiteLLM. */
    private Located.Mapping joined(Located.Mapping main, Located.Mapping more) {
        Map<String, Located> members = new LinkedHashMap<>(main.members());
        Map<String, Place> keys = new LinkedHashMap<>(main.keys());
        more.members().forEach((name, value) -> {
            Optional<Located> before = main.member(name).filter(there -> !name.equals(INCLUDE));
            if (before.isPresent() && before.get() instanceof Located.Sequence first) {
                members.put(name, value instanceof Located.Sequence second ? both(first, second) : value);
            } else if (!name.equals(INCLUDE)) {
                before.ifPresent(lost -> notes.add(
                        main.keys().getOrDefault(name, lost.place()),
                        name,
                        "stands in an included file too, which holds as a whole, as in LiteLLM. Keep one."));
                members.put(name, value);
                keys.put(name, more.keys().getOrDefault(name, value.place()));
            }
        });
        return new Located.Mapping(members, keys, main.place());
    }

    private static Located.Sequence both(Located.Sequence first, Located.Sequence second) {
        List<Located> all = new ArrayList<>(first.elements());
        all.addAll(second.elements());
        return new Located.Sequence(all, first.place());
    }
}
