package dev.eclusa.app;

import dev.eclusa.core.money.Price;
import java.util.List;
import java.util.Optional;

/** What is known of models nobody configured. The priced catalog replaces this class. */
final class WellKnownModels {
    private WellKnownModels() {}

    static List<String> of(String preset) {
        return preset.equals("simulated") ? List.of("simulated") : List.of();
    }

    static Optional<Price> price(String preset, String model) {
        return Optional.empty();
    }

    static boolean reasons(String model) {
        return false;
    }
}
