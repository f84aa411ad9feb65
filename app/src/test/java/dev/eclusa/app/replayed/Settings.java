package dev.eclusa.app.replayed;

/** Under which settings, in which data directory, groups were recorded; in the order of recording. */
enum Settings {
    /** The configuration as it is. */
    FIRST(false) {
        @Override
        String written(String yaml) {
            return yaml;
        }
    },
    /** A cache in memory, LiteLLM's own retries, parameters dropped that a model does not take. */
    CACHED(false) {
        @Override
        String written(String yaml) {
            return yaml.replace("  num_retries: 0\n", "")
                    .replace("anthropic/claude-3-5-haiku-20241022", "anthropic/claude-haiku-4-5")
                    .replace(
                            "litellm_settings:\n",
                            "litellm_settings:\n  cache: true\n  cache_params: {type: local, ttl: 600}\n"
                                    + "  drop_params: true\n");
        }
    },
    /** The first again, on the same data. */
    AGAIN(false) {
        @Override
        String written(String yaml) {
            return yaml;
        }
    },
    /** LiteLLM had no database. */
    ALONE(true) {
        @Override
        String written(String yaml) {
            return yaml.replace("  store_model_in_db: true\n", "");
        }
    };

    private final boolean onItsOwn;

    Settings(boolean onItsOwn) {
        this.onItsOwn = onItsOwn;
    }

    /** The configuration file, made of the first one. */
    abstract String written(String yaml);

    /** Whether it has a data directory that nothing was in. */
    boolean isOnItsOwn() {
        return onItsOwn;
    }

    static Settings of(String group) {
        return switch (group) {
            case "cache_and_retries" -> CACHED;
            case "no_db" -> ALONE;
            case "budget_resets", "stream_failures", "budget_reset_job" -> AGAIN;
            default -> FIRST;
        };
    }
}
