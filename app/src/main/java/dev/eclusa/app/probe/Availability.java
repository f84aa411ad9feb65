package dev.eclusa.app.probe;

import java.util.List;

/**
 * What a provider had to say for itself.
 *
 * @param provider its configured name
 * @param preset what kind it is
 * @param address scheme, host and port
 * @param latencyMillis how long it took to answer
 * @param models the ids it lists
 * @param detail what was found, in a sentence without any secret
 * @param advice what to do; empty when nothing
 */
public record Availability(
        String provider,
        String preset,
        String address,
        State state,
        long latencyMillis,
        List<String> models,
        String detail,
        String advice) {
    public Availability {
        models = List.copyOf(models);
    }

    /** How it is. */
    public enum State {
        /** It listed its models: it is there, and takes the key where it asks for one. */
        AVAILABLE,
        /** It answers, but has no list that would tell whether it takes the key. */
        ANSWERS,
        /** It makes its answers up, inside the gateway. */
        SIMULATED,
        /** It needs a key, and none is configured. */
        KEY_MISSING,
        /** It refuses the key. */
        KEY_REFUSED,
        /** Nothing answers there. */
        UNREACHABLE,
        /** It answers, but not as expected. */
        UNEXPECTED
    }

    /** Whether calls can be sent to it, as far as can be told. */
    public boolean available() {
        return switch (state) {
            case AVAILABLE, ANSWERS, SIMULATED -> true;
            case KEY_MISSING, KEY_REFUSED, UNREACHABLE, UNEXPECTED -> false;
        };
    }

    /** The same with something more to say. */
    Availability adding(String more) {
        return new Availability(provider, preset, address, state, latencyMillis, models, detail + " " + more, advice);
    }
}
