package dev.eclusa.store.sql;

import dev.eclusa.store.sql.ImportedDays.Amount;
import dev.eclusa.store.sql.ImportedDays.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What another gateway's sums of a day hold beyond its rows. Whether any rows are missing is seen by how many calls a key
 * made, since a call may stand in a sum under another model than in its row.
 */
final class ImportedRest {
    /** The calls of a key, or those of them that carry a tag. */
    private record Calls(String key, String tag) {}

    private ImportedRest() {}

    /**
     * The rest by place.
     *
     * @param said what the other gateway says of the day
     * @param rows what its rows say
     * @param keys names of keys by the number of labels
     */
    static Map<Place, Amount> of(Map<Place, Amount> said, Map<Place, Amount> rows, Map<Long, String> keys) {
        Map<Calls, Long> missing = new HashMap<>();
        said.forEach((place, amount) -> missing.merge(calls(place, keys), amount.requests(), Long::sum));
        rows.forEach((place, amount) -> missing.merge(calls(place, keys), -amount.requests(), Long::sum));
        Map<Place, Amount> rest = new TreeMap<>();
        said.forEach((place, amount) -> {
            Calls calls = calls(place, keys);
            Amount beyond = amount.minus(rows.getOrDefault(place, Amount.NONE)).orNothing();
            boolean explained = missing.getOrDefault(calls, 0L) <= 0 || beyond.requests() == 0;
            missing.merge(calls, explained ? 0 : -beyond.requests(), Long::sum);
            rest.put(place, explained ? Amount.NONE : beyond);
        });
        return rest;
    }

    private static Calls calls(Place place, Map<Long, String> keys) {
        return new Calls(keys.getOrDefault(place.labels(), ""), place.tag());
    }
}
