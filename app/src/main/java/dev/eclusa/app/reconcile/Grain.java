package dev.eclusa.app.reconcile;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Whether the provider tells one figure by model: day by day, since pages may have been asked for differently. */
final class Grain {
    private final Set<LocalDate> byModel = new HashSet<>();
    private final Set<LocalDate> untold = new HashSet<>();

    Grain(Collection<Entry> entries) {
        for (Entry entry : entries) {
            switch (entry.subject()) {
                case Subject.Model model -> byModel.add(entry.day());
                case Subject.Item item -> byModel.add(entry.day());
                case Subject.Everything everything -> untold.add(entry.day());
            }
        }
    }

    /** Whether a day is compared by model; a day of which nothing is told is as the others are. */
    boolean isByModel(LocalDate day) {
        return byModel.contains(day) || !(untold.contains(day) || isNeverByModel());
    }

    /** Whether there are entries, and none tells a model. */
    boolean isNeverByModel() {
        return byModel.isEmpty() && !untold.isEmpty();
    }

    /** Whether a total is compared for some day. */
    boolean hasTotals() {
        return untold.stream().anyMatch(day -> !byModel.contains(day));
    }

    /** Days with entries both by model and not. */
    long mixedDays() {
        return untold.stream().filter(byModel::contains).count();
    }
}
