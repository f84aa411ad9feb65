package dev.eclusa.router;

import dev.eclusa.protocol.Dialect;
import java.util.Set;

/** Finds dialects by name. */
public interface Dialects {
    /** Whether a dialect is spoken. */
    boolean speaks(String name);

    /** The dialect of a name, as a provider with these quirks speaks it. */
    Dialect named(String name, Set<String> quirks);
}
