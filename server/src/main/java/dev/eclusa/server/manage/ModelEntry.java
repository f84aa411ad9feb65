package dev.eclusa.server.manage;

import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Capability;
import dev.eclusa.engine.routing.Group;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A model as lists show it.
 *
 * @param name as a caller writes it
 * @param owner the provider behind it
 * @param mode {@code chat} or {@code embedding}; empty where it is not known
 * @param maxInput tokens of its context window, where known
 * @param maxOutput most tokens it generates, where known
 * @param fallbacks names that are tried when it fails
 */
public record ModelEntry(
        String name,
        String owner,
        Optional<String> mode,
        OptionalLong maxInput,
        OptionalLong maxOutput,
        List<String> fallbacks) {
    public ModelEntry {
        fallbacks = List.copyOf(fallbacks);
    }

    /** A name and the deployments it leads to; the first of them speaks for all. */
    static ModelEntry of(String name, Group group) {
        Optional<Candidate> first = group.candidates().stream().findFirst();
        return new ModelEntry(
                name,
                group.first().provider(),
                first.flatMap(ModelEntry::mode),
                first.map(one -> one.target().contextWindow()).orElse(OptionalLong.empty()),
                first.map(one -> one.target().maxOutput()).orElse(OptionalLong.empty()),
                group.fallbacks().stream().map(Group::name).toList());
    }

    /** What a deployment is for. */
    public static Optional<String> mode(Candidate candidate) {
        return candidate
                .traits()
                .capabilities()
                .flatMap(can -> mode(can, candidate.target().model()));
    }

    private static Optional<String> mode(Set<Capability> can, String model) {
        if (can.contains(Capability.CHAT)) {
            return Optional.of("chat");
        }
        if (can.contains(Capability.EMBEDDINGS)) {
            return Optional.of("embedding");
        }
        return model.toLowerCase(Locale.ROOT).contains("embed") ? Optional.of("embedding") : Optional.empty();
    }
}
