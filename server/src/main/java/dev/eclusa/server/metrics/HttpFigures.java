package dev.eclusa.server.metrics;

import dev.eclusa.server.metrics.Exposition.FigureType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;

/** What is counted of requests, whatever they asked for. */
final class HttpFigures implements Collector {
    private static final int MOST = 1000;
    private static final int STATUSES = 600;
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private final Bounded<Key, Series> series = new Bounded<>(MOST, Series::new);
    private final Bounded.Naming<Key> naming = new Names();

    private record Key(String method, String endpoint) {}

    private static final class Series {
        private final AtomicLongArray statuses = new AtomicLongArray(STATUSES);
        private final Histogram duration = new Histogram();
    }

    /** Methods are the client's words. */
    private static final class Names implements Bounded.Naming<Key> {
        @Override
        public Key named(Key key) {
            return METHODS.contains(key.method()) ? key : new Key(ModelNames.OTHER, key.endpoint());
        }

        @Override
        public Key crowded(Key key) {
            return new Key(ModelNames.OTHER, ModelNames.OTHER);
        }
    }

    void ended(String method, String endpoint, int status, long nanos) {
        Series of = series.of(new Key(method, endpoint), naming);
        of.statuses.incrementAndGet(Math.clamp(status, 0, STATUSES - 1));
        of.duration.add(nanos);
    }

    @Override
    public void collect(Exposition into) {
        into.family("http_requests_total", FigureType.COUNTER, "Requests answered, by the route's pattern.");
        series.forEach((key, of) -> statuses(key, of, into));
        into.family(
                "http_request_duration_seconds", FigureType.HISTOGRAM, "From a request's head to its answer's end.");
        series.forEach((key, of) ->
                into.histogram(Label.of("method", key.method(), "endpoint", key.endpoint()), of.duration.read()));
    }

    private static void statuses(Key key, Series of, Exposition into) {
        for (int status = 0; status < STATUSES; status++) {
            long count = of.statuses.get(status);
            if (count > 0) {
                into.sample(
                        Label.of(
                                "method",
                                key.method(),
                                "endpoint",
                                key.endpoint(),
                                "status_code",
                                Integer.toString(status)),
                        count);
            }
        }
    }
}
