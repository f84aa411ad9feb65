package dev.eclusa.app.reconcile;

import java.util.Optional;

/** What a file is. */
enum Report {
    OPENAI_USAGE("OpenAI's usage of completions", "openai"),
    OPENAI_COSTS("OpenAI's costs", "openai"),
    /** Pages of days without any use look alike, whether of usage or of costs. */
    OPENAI_NOTHING("OpenAI's page without results", "openai"),
    ANTHROPIC_USAGE("Anthropic's usage of messages", "anthropic"),
    ANTHROPIC_COSTS("Anthropic's costs", "anthropic"),
    /** The same of Anthropic. */
    ANTHROPIC_NOTHING("Anthropic's page without results", "anthropic"),
    INVOICE("an invoice", "");

    private final String title;
    private final String provider;

    Report(String title, String provider) {
        this.title = title;
        this.provider = provider;
    }

    /** What people call it. */
    String title() {
        return title;
    }

    /** Who made it, by the name a provider usually has in the configuration; empty when that is not known. */
    Optional<String> provider() {
        return Optional.of(provider).filter(name -> !name.isEmpty());
    }
}
