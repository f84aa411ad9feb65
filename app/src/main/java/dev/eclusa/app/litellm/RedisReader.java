package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located;
import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.litellm.Context.Need;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where Redis is: a URL, or its parts. */
final class RedisReader {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]*");

    private final Keys keys;
    private final String before;

    /**
     * Reads it.
     *
     * @param before what the names of its keys begin with, such as {@code redis_}
     */
    RedisReader(Keys keys, String before) {
        this.keys = keys;
        this.before = before;
    }

    /**
     * An address.
     *
     * @param url may hold a password
     */
    record Address(String url, Place place) {
        @Override
        public String toString() {
            return "Redis";
        }
    }

    Optional<Address> read() {
        String whole = keys.has("redis_url") ? "redis_url" : "url";
        if (keys.has(whole)) {
            return keys.carried(whole, Need.REQUIRED).map(url -> new Address(url, keys.place(whole)));
        }
        return keys.has(before + "host") ? ofParts() : Optional.empty();
    }

    private Optional<Address> ofParts() {
        Optional<String> host = keys.carried(before + "host", Need.REQUIRED);
        Optional<String> port = keys.carried(before + "port", Need.REQUIRED);
        Optional<String> number = keys.carried(before + "db", Need.OPTIONAL);
        String login = login(part(before + "username"), part(before + "password"));
        String scheme = keys.flag("ssl").orElse(false) ? "rediss://" : "redis://";
        String path = number.map(db -> "/" + db).orElse("");
        return host.map(name ->
                new Address(scheme + login + name + ":" + port.orElse("6379") + path, keys.place(before + "host")));
    }

    /** What the variables LiteLLM looks at say, where the file says nothing. */
    static Optional<Address> ofVariables(Environment environment, Place place) {
        if (environment.isSet("REDIS_URL")) {
            return Optional.of(new Address(environment.reference("REDIS_URL"), place));
        }
        if (!environment.isSet("REDIS_HOST")) {
            return Optional.empty();
        }
        Optional<String> password =
                environment.firstSet(List.of("REDIS_PASSWORD")).map(environment::reference);
        String port = environment.isSet("REDIS_PORT") ? environment.reference("REDIS_PORT") : "6379";
        return Optional.of(new Address(
                "redis://" + login(Optional.empty(), password) + environment.reference("REDIS_HOST") + ":" + port,
                place));
    }

    private static String login(Optional<String> user, Optional<String> password) {
        return user.isEmpty() && password.isEmpty() ? "" : user.orElse("") + ":" + password.orElse("") + "@";
    }

    /** A part of a URL: what has a meaning there is escaped, which a variable's value cannot be. */
    private Optional<String> part(String key) {
        Optional<Located.Scalar> written = keys.scalar(key);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> variable = Environment.named(written.get().text());
        if (variable.isEmpty()) {
            return Optional.of(escaped(written.get().text()));
        }
        Optional<String> value = keys.context().environment().value(variable.get());
        if (value.isPresent() && !PLAIN.matcher(value.get()).matches()) {
            keys.problem(
                    key,
                    "The variable " + variable.get()
                            + " holds a character that must be escaped in a URL. Set REDIS_URL instead, with the character as %XX.");
        }
        return keys.carried(key, Need.REQUIRED);
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
