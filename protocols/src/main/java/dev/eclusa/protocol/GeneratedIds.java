package dev.eclusa.protocol;

import java.util.concurrent.ThreadLocalRandom;

/** Ids made where a provider gives none. */
public final class GeneratedIds {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 24;

    private GeneratedIds() {}

    /** An id for a tool call, unique. */
    public static String call() {
        return random("call_");
    }

    /** An id with a dialect's prefix, unique. */
    public static String random(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
