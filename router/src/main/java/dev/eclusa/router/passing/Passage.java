package dev.eclusa.router.passing;

import dev.eclusa.core.money.Cost;
import dev.eclusa.engine.routing.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A path whose requests go to a server elsewhere as they are.
 *
 * @param path where it begins, without a slash at its end
 * @param name what accounts call it, such as {@code /search} or {@code /openai/*}
 * @param below whether the paths below it are its own too
 * @param methods that it takes
 * @param place where it leads
 * @param needsKey whether the caller must hold a gateway key
 * @param forwardsHeaders whether the client's own headers go on, but for what is the gateway's and the connection's
 * @param price of each request; empty when it is not known
 * @param silence how long the place may say nothing: before its answer, and within it
 */
public record Passage(
        String path,
        String name,
        boolean below,
        Set<String> methods,
        Place place,
        boolean needsKey,
        boolean forwardsHeaders,
        Optional<Cost> price,
        Duration silence) {
    /** What passages take where nothing is said. */
    public static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    public Passage {
        methods = Set.copyOf(methods);
    }

    /**
     * Where a passage leads.
     *
     * @param target whom requests are sent to, and with which headers
     * @param version the segment that its paths begin with; put before those that have none, empty for none
     * @param query sent where the client does not say otherwise
     * @param missing what the operator must do before it can be used; empty for nothing
     */
    public record Place(Target target, String version, Map<String, String> query, String missing) {
        public Place {
            query = Map.copyOf(query);
        }

        /** The path of a request to it, for what stands behind the passage's own. */
        String path(String rest) {
            boolean versioned = version.isEmpty() || rest.matches("/v\\d+(alpha\\d*|beta\\d*)?(/.*)?");
            String whole = target.endpoint().callPath() + (versioned ? "" : version) + rest;
            return whole.isEmpty() ? "/" : whole;
        }
    }

    /** Whether a request's path is one of its own. */
    boolean holds(String asked) {
        return asked.equals(path) || (below && asked.startsWith(path) && asked.startsWith("/", path.length()));
    }

    /** The same for a place that came in a request: it may not lead into the machine's own network. */
    public Passage guarded() {
        Target open = place.target();
        Target closed = new Target(
                open.provider(),
                open.model(),
                open.dialect(),
                open.endpoint().guard(),
                open.price(),
                open.contextWindow(),
                open.maxOutput(),
                open.reasons(),
                open.quirks(),
                open.timeouts());
        return new Passage(
                path,
                name,
                below,
                methods,
                new Place(closed, place.version(), place.query(), place.missing()),
                needsKey,
                forwardsHeaders,
                price,
                silence);
    }

    /** Where it begins and leads; headers may hold secrets. */
    @Override
    public String toString() {
        return name + " to " + place.target().endpoint();
    }
}
