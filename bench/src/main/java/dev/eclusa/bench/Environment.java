package dev.eclusa.bench;

import java.util.Optional;

/** What {@code run.sh} tells the programs of the bench, by environment variables. */
final class Environment {
    private Environment() {}

    static String key() {
        return text("ECLUSA_MASTER_KEY", "sk-bench");
    }

    static String text(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }

    static int number(String name, int otherwise) {
        return Optional.ofNullable(System.getenv(name)).map(Integer::parseInt).orElse(otherwise);
    }

    /** The streamed request, about 1 KB, usage asked for. */
    static String streamBody() {
        return "{\"model\":\"" + text("BENCH_MODEL", "gpt-4o-mini") + "\",\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\""
                + "Explain how a lock lifts a boat. ".repeat(26).strip() + "\"}]}";
    }
}
