package dev.eclusa.router;

import dev.eclusa.protocol.Dialect;
import java.util.Set;

/** Finds dialects by name. */
@FunctionalInterface
public interface Dialects {
    /** The dialect of a name, as a provider with these quirks speaks it. */
    Dialect named(String name, Set<String> quirks);
}
