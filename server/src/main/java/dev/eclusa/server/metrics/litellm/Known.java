package dev.eclusa.server.metrics.litellm;

import dev.eclusa.core.account.AccountKind;
import dev.eclusa.engine.routing.Candidate;
import dev.eclusa.server.accounts.AccountBook;
import dev.eclusa.server.metrics.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is known of keys, teams and deployments while figures are told. What there is none of is {@value #NONE}, as there. */
final class Known {
    private static final String NONE = "None";

    private final Map<String, AccountBook.Holder> keys = new HashMap<>();
    private final Map<String, String> teams = new HashMap<>();
    private final Map<String, String> organizations = new HashMap<>();
    private final Map<String, Candidate> deployments = new HashMap<>();
    private final UnaryOperator<String> presets;

    /**
     * As things stand now.
     *
     * @param presets the kind of a provider, by its configured name
     */
    Known(AccountBook book, List<Candidate> candidates, UnaryOperator<String> presets) {
        book.holders(AccountKind.KEY).forEach(holder -> keys.put(holder.name(), holder));
        book.holders(AccountKind.TEAM).forEach(holder -> teams.put(holder.id(), holder.alias()));
        book.holders(AccountKind.ORGANIZATION).forEach(holder -> organizations.put(holder.id(), holder.alias()));
        candidates.forEach(candidate -> deployments.putIfAbsent(candidate.name(), candidate));
        this.presets = presets;
    }

    /** The labels of some names. */
    List<Label> labels(List<String> names, CalledBy by) {
        List<Label> labels = new ArrayList<>(names.size());
        names.forEach(name -> labels.add(label(name, by)));
        return labels;
    }

    private Label label(String name, CalledBy by) {
        String value = value(name, by);
        return new Label(name, value.isEmpty() ? NONE : value);
    }

    private String value(String name, CalledBy by) {
        Optional<AccountBook.Holder> key = Optional.ofNullable(keys.get(by.key()));
        Optional<Candidate> deployment = Optional.ofNullable(deployments.get(by.provider() + "/" + by.model()));
        return switch (name) {
            case "hashed_api_key" -> key.map(AccountBook.Holder::id).orElse(by.key());
            case "api_key_alias" -> key.map(AccountBook.Holder::alias).orElse("");
            case "team" -> by.team();
            case "team_alias" -> teams.getOrDefault(by.team(), "");
            case "user" -> by.user();
            case "org_id" -> by.organization();
            case "org_alias" -> organizations.getOrDefault(by.organization(), "");
            case "requested_model" -> by.requested();
            case "model", "litellm_model_name" -> by.model();
            case "model_group" -> deployment.map(Candidate::model).orElse(by.requested());
            case "model_id" -> deployment.map(Known::id).orElse("");
            case "api_base" ->
                deployment.map(known -> known.target().endpoint().toString()).orElse("");
            case "api_provider" -> by.provider().isEmpty() ? "" : presets.apply(by.provider());
            case "route" -> by.route();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** As {@code /model/info} tells it. */
    private static String id(Candidate candidate) {
        String own = candidate.traits().id();
        return own.isEmpty() ? candidate.model() + ":" + candidate.name() : own;
    }
}
