package dev.eclusa.app.litellm;

import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries names with {@code *}: what LiteLLM calls {@code wild/*} is here a provider named {@code wild}, since any model of a
 * provider can be called as {@code PROVIDER/MODEL}.
 */
final class Wildcards {
    /** The prefix of a model that is {@code *} alone. */
    static final Prefix ANY = new Prefix("*", "", List.of(), List.of());

    /** Where such a model is. */
    static final Connection NOWHERE =
            new Connection("", "", "", "", Connection.Google.NONE, Connection.Amazon.NONE, Map.of());

    private static final String KEY = "model_list.model_name";

    private final Context context;
    private final ProviderNames names;

    Wildcards(Context context, ProviderNames names) {
        this.context = context;
        this.names = names;
    }

    /** Names the provider, or says why that cannot be done. */
    void carry(Deployed deployed) {
        if (deployed.model().prefix().equals(ANY)) {
            everything(deployed);
            return;
        }
        named(deployed);
        if (deployed.shares().order().isPresent() || deployed.shares().weight().isPresent()) {
            note(deployed, "weight and order are not carried, since it is a provider here.");
        }
    }

    private void named(Deployed deployed) {
        int slash = deployed.name().indexOf('/');
        String rest = deployed.name().substring(slash + 1);
        boolean sameRest = rest.equals(deployed.model().model());
        if (deployed.name().equals("*")) {
            reserve(deployed.model().prefix().name(), deployed);
            note(
                    deployed,
                    "any name without a provider cannot be carried: call these models as "
                            + deployed.model().prefix().name() + "/MODEL.");
        } else if (slash > 0 && sameRest && deployed.name().indexOf('*') > slash) {
            reserve(deployed.name().substring(0, slash), deployed);
            if (!rest.equals("*")) {
                note(
                        deployed,
                        "every model of '" + deployed.name().substring(0, slash)
                                + "' can be called, not only those that match; give keys a list of models to narrow it.");
            }
        } else {
            note(deployed, "not carried: only PREFIX/* for all models of a provider is. Write the names out.");
        }
    }

    private void reserve(String name, Deployed deployed) {
        if (!names.reserve(name, deployed)) {
            note(
                    deployed,
                    "a second deployment of a wildcard is not carried: the first serves them all. Write the names out to"
                            + " share calls.");
        }
    }

    /** {@code *} for {@code *}: every provider whose key is at hand. */
    private void everything(Deployed deployed) {
        if (!deployed.name().equals("*")) {
            note(deployed, "not carried: a model '*' is, for the name '*'. Write the provider's models out.");
            return;
        }
        for (Prefix prefix : Prefix.all()) {
            context.environment()
                    .firstSet(prefix.keyNames())
                    .filter(key -> hasAddress(prefix))
                    .ifPresent(key -> {
                        String reference = context.environment().reference(key);
                        Connection connection = new Connection(
                                prefix.preset(),
                                "",
                                reference,
                                "",
                                Connection.Google.NONE,
                                Connection.Amazon.NONE,
                                Map.of());
                        names.reserve(prefix.name(), deployed.over(connection));
                    });
        }
        note(
                deployed,
                "carried as a provider for each key that is set now: call models as PROVIDER/MODEL. Names without a"
                        + " provider are not carried.");
    }

    private static boolean hasAddress(Prefix prefix) {
        return Presets.named(prefix.preset())
                .map(Preset::baseUrl)
                .filter(url -> !url.isEmpty())
                .isPresent();
    }

    private void note(Deployed deployed, String text) {
        context.notes().add(deployed.place(), KEY, "'" + deployed.name() + "': " + text);
    }

    /** The provider and model that a name leads to by way of a wildcard. */
    Optional<String> leadsTo(String name) {
        int slash = name.indexOf('/');
        return slash > 0 && slash < name.length() - 1 && names.isReserved(name.substring(0, slash))
                ? Optional.of(name)
                : Optional.empty();
    }
}
