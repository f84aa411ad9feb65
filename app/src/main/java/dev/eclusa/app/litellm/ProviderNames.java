package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives each distinct connection a provider of its own: named by a wildcard, or after its preset, with a number when several. */
final class ProviderNames {
    private final Context context;
    private final Map<String, Deployed> reserved = new LinkedHashMap<>();
    private final Map<String, Connection> byName = new LinkedHashMap<>();
    private final Map<Connection, String> names = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    ProviderNames(Context context) {
        this.context = context;
    }

    /** Takes a name for a wildcard; not when it is taken. Only one that is its own serves other deployments too. */
    boolean reserve(String name, Deployed deployed) {
        if (reserved.putIfAbsent(name, deployed) != null) {
            return false;
        }
        byName.put(name, deployed.connection());
        places.put(name, deployed.place());
        boolean itsOwn = name.equals(deployed.connection().preset())
                || name.equals(deployed.model().prefix().name());
        if (itsOwn) {
            names.putIfAbsent(deployed.connection(), name);
        }
        return true;
    }

    boolean isReserved(String name) {
        return reserved.containsKey(name);
    }

    /** The name of a deployment's provider. */
    String of(Deployed deployed) {
        Connection connection = deployed.connection();
        if (!names.containsKey(connection)) {
            String free = connection.preset();
            for (int number = 2; byName.containsKey(free); number++) {
                free = connection.preset() + "-" + number;
            }
            byName.put(free, connection);
            names.put(connection, free);
            places.put(free, deployed.place());
        }
        return names.getOrDefault(connection, connection.preset());
    }

    /** Writes them all. */
    void write(Page providers) {
        byName.forEach((name, connection) -> {
            Page provider = providers.page(name);
            Optional<Deployed> wildcard = Optional.ofNullable(reserved.get(name));
            write(provider, connection, places.getOrDefault(name, Place.START));
            wildcard.ifPresent(deployed -> settings(provider, deployed));
        });
    }

    private static void write(Page provider, Connection connection, Place place) {
        provider.text("preset", connection.preset(), place);
        text(provider, "base_url", connection.baseUrl(), place);
        text(provider, "api_key", connection.apiKey(), place);
        text(provider, "api_version", connection.apiVersion(), place);
        text(provider, "project", connection.google().project(), place);
        text(provider, "location", connection.google().location(), place);
        text(provider, "credentials", connection.google().credentials(), place);
        text(provider, "region", connection.amazon().region(), place);
        text(provider, "aws_access_key_id", connection.amazon().keyId(), place);
        text(provider, "aws_secret_access_key", connection.amazon().secret(), place);
        text(provider, "aws_session_token", connection.amazon().session(), place);
        connection.headers().forEach((name, value) -> provider.page("headers").text(name, value, place));
    }

    private static void text(Page provider, String key, String text, Place place) {
        if (!text.isEmpty()) {
            provider.text(key, text, place);
        }
    }

    /** What a wildcard's deployment says is its provider's, as far as a provider can say it. */
    private void settings(Page provider, Deployed deployed) {
        deployed.settings().entries().forEach((key, entry) -> {
            if (key.equals("timeouts") || key.equals("max_concurrent")) {
                provider.put(key, entry);
            } else {
                context.notes()
                        .add(
                                deployed.place(),
                                "model_list.model_name",
                                "'" + deployed.name() + "': " + key
                                        + " cannot be said of a wildcard's models here. Write the names out that need it.");
            }
        });
    }
}
