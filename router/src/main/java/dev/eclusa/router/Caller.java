package dev.eclusa.router;

import dev.eclusa.core.ledger.CallerLabels;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.engine.routing.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever holds a gateway key.
 *
 * @param name the key's name in accounts and logs
 * @param admin whether it is the master key
 * @param models names it may call; empty means all
 */
public record Caller(String name, boolean admin, Set<String> models) {
    /** Nobody in particular, where no key is required. */
    public static final Caller ANONYMOUS = new Caller("anonymous", false, Set.of());

    /** Whether it may call a model, under the name it used or the name that was resolved. */
    public boolean mayCall(String requested, String resolved) {
        return models.isEmpty() || models.contains(requested) || models.contains(resolved);
    }

    /** What of a group it may call: all of one it may name; of a tier, the members it may name; else nothing. */
    public Optional<Group> allowed(String requested, Group group) {
        if (mayCall(requested, group.name())) {
            return Optional.of(group);
        }
        List<Candidate> own = group.candidates().stream()
                .filter(candidate -> candidate.traits().tier() > 0)
                .filter(candidate -> mayCall(candidate.model(), candidate.name()))
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(group.only(own));
    }

    CallerLabels labels(String user, String address) {
        return new CallerLabels(name, user, "", "", address);
    }
}
