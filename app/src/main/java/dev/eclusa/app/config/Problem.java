package dev.eclusa.app.config;

import java.util.Optional;

/**
 * Something wrong with a configuration file.
 *
 * @param file its name
 * @param line from 1
 * @param column from 1
 * @param path the key, such as {@code models[0].deployments[1].weight}; empty for the whole file
 * @param message what is wrong and what to do
 * @param suggestion what was probably meant
 */
public record Problem(String file, int line, int column, String path, String message, Optional<String> suggestion) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message
                + suggestion.map(meant -> " Did you mean '" + meant + "'?").orElse("");
    }
}
