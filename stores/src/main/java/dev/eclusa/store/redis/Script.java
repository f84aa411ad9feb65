package dev.eclusa.store.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A script that Redis runs at one go; sent by its digest, and whole when Redis does not know it yet. */
final class Script {
    private static final String[] NO_KEYS = {};

    private final String text;
    private final String digest;

    private Script(String text) {
        this.text = text;
        this.digest = sha1(text);
    }

    /** One of the files beside this class, after what all have in common. */
    static Script named(String name) {
        return new Script(read("common") + read(name));
    }

    private static String read(String name) {
        try (InputStream file = Script.class.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException("no script " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** SHA-1, as Redis names scripts. */
    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }

    /** Runs it; answers what it returns, a list. */
    CompletionStage<List<Object>> run(RedisAsyncCommands<String, String> redis, List<String> arguments) {
        String[] given = arguments.toArray(String[]::new);
        CompletionStage<List<Object>> known = redis.evalsha(digest, ScriptOutputType.MULTI, NO_KEYS, given);
        return known.exceptionallyCompose(failed -> cause(failed) instanceof RedisNoScriptException
                ? redis.<List<Object>>eval(text, ScriptOutputType.MULTI, NO_KEYS, given)
                : CompletableFuture.failedStage(failed));
    }

    private static Throwable cause(Throwable failed) {
        return failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
    }
}
