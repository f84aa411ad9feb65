package dev.eclusa.router.passing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The passages there are: the longest path that holds a request's decides, then whether it takes the method.
 *
 * @param all longer paths before shorter ones
 */
public record Passages(List<Passage> all) {
    /** None. */
    public static final Passages NONE = new Passages(List.of());

    public Passages {
        all = all.stream()
                .sorted(Comparator.comparingInt(
                                (Passage passage) -> passage.path().length())
                        .reversed())
                .toList();
    }

    /** The one of a request. */
    public Optional<Passage> of(String method, String path) {
        return all.stream()
                .filter(passage -> passage.holds(path))
                .filter(passage -> passage.methods().contains(method))
                .findFirst();
    }

    /** The methods a path takes; none where there is no passage. */
    public Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        all.stream().filter(passage -> passage.holds(path)).forEach(passage -> methods.addAll(passage.methods()));
        return methods;
    }
}
