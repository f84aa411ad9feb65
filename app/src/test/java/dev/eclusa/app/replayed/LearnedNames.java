package dev.eclusa.app.replayed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is called otherwise here than in the recording: keys and ids that were made up, and the days. */
final class LearnedNames {
    private static final Pattern MADE_UP =
            Pattern.compile("sk-[A-Za-z0-9_-]{20,24}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-f]{64}");
    private static final Pattern DAY = Pattern.compile("2026-11-\\d\\d");

    private final Map<String, String> names =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final long daysSince = LocalDate.now(ZoneOffset.UTC).toEpochDay() - Recording.RECORDED_ON.toEpochDay();

    /** What the recording names so is named otherwise here; what is known already stays. */
    void learn(String recorded, String here) {
        if (!recorded.equals(here) && !recorded.isEmpty() && !here.isEmpty()) {
            names.putIfAbsent(recorded, here);
        }
    }

    /** A key was made anew here, and there it was not: from now on it is this one. */
    void replace(String recorded, String here) {
        names.put(recorded, here);
    }

    /** The id of this key there was its SHA-256. */
    void learnHash(String key, String here) {
        learn(sha256(key), here);
    }

    /** Looks at the same places of two bodies. Lists may be in another order, so only those of one are looked into. */
    void learn(JsonNode recorded, JsonNode here) {
        if (recorded.isObject() && here.isObject()) {
            recorded.propertyStream()
                    .filter(field -> here.has(field.getKey()))
                    .forEach(field -> learn(field.getValue(), here.path(field.getKey())));
        } else if (recorded.isArray() && here.isArray() && recorded.size() == 1 && here.size() == 1) {
            learn(recorded.path(0), here.path(0));
        } else if (recorded.isString()
                && here.isString()
                && MADE_UP.matcher(recorded.asString()).matches()
                && !recorded.asString().startsWith("sk-golden")) {
            learn(recorded.asString(), here.asString());
        }
    }

    /** The same text with the names used here, and the days of today. */
    String in(String text) {
        String renamed = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replace(name.getKey(), name.getValue());
        }
        return DAY.matcher(renamed)
                .replaceAll(
                        day -> LocalDate.parse(day.group()).plusDays(daysSince).toString());
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
