package dev.eclusa.app.config;

import dev.eclusa.engine.provider.Preset;
import dev.eclusa.engine.provider.Presets;

/** The presets' names, as the key table wants them. */
final class PresetNames {
    static final String[] ALL = Presets.all().stream().map(Preset::name).toArray(String[]::new);

    private PresetNames() {}
}
