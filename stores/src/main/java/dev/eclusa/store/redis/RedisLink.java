package dev.eclusa.store.redis;

import dev.eclusa.core.account.News;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The connections to a Redis server (6.2 or newer, not a cluster): one for scripts, one that hears news. While the server is
 * gone whatever is asked fails at once, and the connections come back by themselves.
 */
public final class RedisLink implements News, AutoCloseable {
    private static final String CHANNEL = "eclusa:news";
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(500);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final int THREADS = 2;

    private final RedisURI address;
    private final ClientResources threads;
    private final RedisClient client;
    private final Map<Topic, Runnable> listeners = new ConcurrentHashMap<>();
    private final AtomicReference<CompletableFuture<StatefulRedisConnection<String, String>>> scripts =
            new AtomicReference<>(gone());
    private final AtomicReference<CompletableFuture<StatefulRedisPubSubConnection<String, String>>> news =
            new AtomicReference<>(gone());

    /**
     * Connects, without waiting.
     *
     * @param url {@code redis://[user:password@]host[:port][/database]}, {@code rediss://} with TLS
     * @throws IllegalArgumentException when the URL is not of that form
     */
    public RedisLink(String url) {
        System.getProperties().putIfAbsent("io.lettuce.core.iouring", "false"); // else it warns that epoll is there too
        address = address(url);
        threads = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.constant(BETWEEN_TRIES))
                .build();
        client = RedisClient.create(threads);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(LONGEST_CONNECT).build())
                .timeoutOptions(TimeoutOptions.enabled(LONGEST_ANSWER))
                .build());
        connect();
    }

    /** Whether a URL is one; what is wrong with another is not told, since it may hold a password. */
    public static boolean isRedis(String url) {
        try {
            return !address(url).getHost().isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static RedisURI address(String url) {
        try {
            return RedisURI.create(URI.create(url));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("A Redis URL has the form redis://user:password@host:port/0.");
        }
    }

    private static <T> CompletableFuture<T> gone() {
        return CompletableFuture.failedFuture(new IllegalStateException("not connected yet"));
    }

    /** Opens whatever is not open; once it was, it comes back by itself. */
    void connect() {
        if (scripts.get().isCompletedExceptionally()) {
            scripts.set(client.connectAsync(StringCodec.UTF8, address).toCompletableFuture());
        }
        if (news.get().isCompletedExceptionally()) {
            CompletableFuture<StatefulRedisPubSubConnection<String, String>> connecting =
                    client.connectPubSubAsync(StringCodec.UTF8, address).toCompletableFuture();
            news.set(connecting.thenApply(this::listening));
        }
    }

    private StatefulRedisPubSubConnection<String, String> listening(
            StatefulRedisPubSubConnection<String, String> connection) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
                listeners.forEach((topic, heard) -> {
                    if (topic.name().equals(message)) {
                        heard.run();
                    }
                });
            }
        });
        connection.async().subscribe(CHANNEL);
        return connection;
    }

    /** The commands, or a stage that failed while the server is gone. */
    CompletionStage<RedisAsyncCommands<String, String>> redis() {
        return scripts.get().thenApply(StatefulRedisConnection::async);
    }

    @Override
    public void tell(Topic topic) {
        redis().thenCompose(redis -> redis.publish(CHANNEL, topic.name()));
    }

    @Override
    public void on(Topic topic, Runnable heard) {
        listeners.put(topic, heard);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        threads.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    /** Host and port; never the password. */
    @Override
    public String toString() {
        return "redis://" + address.getHost() + ":" + address.getPort();
    }
}
