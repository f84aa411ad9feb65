package dev.eclusa.app.litellm;

import dev.eclusa.app.config.Located.Place;
import dev.eclusa.app.config.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A LiteLLM configuration as ours.
 *
 * @param file LiteLLM's
 * @param text of our file; may hold the keys LiteLLM's file holds
 * @param notes what is not carried as it stands
 * @param origins where in LiteLLM's file each path of ours comes from
 */
public record Translation(String file, String text, List<Note> notes, Map<String, Place> origins) {
    public Translation {
        notes = List.copyOf(notes);
        origins = Map.copyOf(origins);
    }

    /** A problem with our text as one with LiteLLM's. */
    public Problem problem(Problem ours) {
        Place place = origin(ours.path()).orElse(Place.START);
        return new Problem(
                place.file().orElse(file), place.line(), place.column(), ours.path(), message(ours), ours.suggestion());
    }

    private static String message(Problem ours) {
        return ours.path().isEmpty() ? ours.message() : ours.message() + " (" + ours.path() + " when converted.)";
    }

    /** The origin of a path, or of the nearest piece around it. */
    private Optional<Place> origin(String path) {
        String here = path;
        while (!here.isEmpty()) {
            if (origins.containsKey(here)) {
                return Optional.ofNullable(origins.get(here));
            }
            here = here.substring(0, Math.max(0, Math.max(here.lastIndexOf('.'), here.lastIndexOf('['))));
        }
        return Optional.empty();
    }

    /** Names the file only: the text may hold secrets. */
    @Override
    public String toString() {
        return "Translation of " + file;
    }
}
