package dev.eclusa.router;

import dev.eclusa.core.failure.Failure;
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
 * @param owner who stands above it
 */
public record Caller(String name, boolean admin, Set<String> models, Owner owner) {
    private static final Set<String> EVERY_MODEL = Set.of("all-proxy-models", "all-team-models", "*");

    /** A key that nobody stands above. */
    public Caller(String name, boolean admin, Set<String> models) {
        this(name, admin, models, Owner.NOBODY);
    }

    /** Nobody in particular, where no key is required. */
    public static final Caller ANONYMOUS = new Caller("anonymous", false, Set.of());

    /** The same below somebody. */
    public Caller of(Owner above) {
        return new Caller(name, admin, models, above);
    }

    /** What it may do beside calling models. */
    public Role role() {
        return admin ? Role.ADMIN : owner.role();
    }

    /** What tells it from all other keys, also after it took another's place. */
    public String id() {
        return owner.key().isEmpty() ? name : owner.key();
    }

    /** Whether it may call a model, under the name it used or the name that was resolved. */
    public boolean mayCall(String requested, String resolved) {
        if (!names(models, requested, resolved)) {
            return false;
        }
        for (Owner.Above above : owner.above()) {
            if (!names(above.models(), requested, resolved)) {
                return false;
            }
        }
        return true;
    }

    /** Who does not let it call a model that it may not call. */
    Failure.OfCaller.Reason forbidding(String requested, String resolved) {
        if (!names(models, requested, resolved)) {
            return Failure.OfCaller.Reason.MODEL_OF_KEY;
        }
        return owner.above().stream()
                .filter(above -> !names(above.models(), requested, resolved))
                .map(Owner.Above::reason)
                .findFirst()
                .orElse(Failure.OfCaller.Reason.MODEL_OF_KEY);
    }

    private static boolean names(Set<String> models, String requested, String resolved) {
        return models.isEmpty()
                || models.contains(requested)
                || models.contains(resolved)
                || models.stream().anyMatch(model -> EVERY_MODEL.contains(model) || begins(model, requested));
    }

    /** {@code openai/*} is every model of that provider. */
    private static boolean begins(String pattern, String requested) {
        return pattern.endsWith("*") && requested.startsWith(pattern.substring(0, pattern.length() - 1));
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

    CallerLabels labels(String user, String address, List<String> tags) {
        String known = owner.user().isEmpty() ? user : owner.user();
        return new CallerLabels(name, known, owner.team(), owner.organization(), address, tags);
    }
}
