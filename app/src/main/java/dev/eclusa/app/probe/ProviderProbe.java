package dev.eclusa.app.probe;

import dev.eclusa.app.config.Configuration;
import dev.eclusa.app.probe.Availability.State;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks providers for their lists of models: who answers, how fast, and whether the key is taken. */
public final class ProviderProbe implements AutoCloseable {
    private static final int LARGEST_LIST = 16 << 20;

    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /** A probe that waits so long for each answer. */
    public ProviderProbe(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    /** Asks all of them at a time; answers in their order. */
    public List<Availability> all(Collection<Configuration.Provider> providers) {
        List<Future<Availability>> asked = providers.stream()
                .map(provider -> threads.submit(() -> of(provider)))
                .toList();
        return asked.stream().map(ProviderProbe::answer).toList();
    }

    /** Asks one. */
    public Availability of(Configuration.Provider provider) {
        Question question = new Question(provider);
        if (provider.preset().isSimulated()) {
            return question.answer(State.SIMULATED, 0, "makes its answers up, inside the gateway", "");
        }
        if (question.lacksKey()) {
            return question.answer(State.KEY_MISSING, 0, "no key is configured", question.keyAdvice());
        }
        long began = System.nanoTime();
        try {
            Availability listed = ask(question, began);
            return Credit.isTold(provider) && listed.available() ? withCredit(question, listed) : listed;
        } catch (IOException silent) {
            return question.silent(silent, patience, millisSince(began));
        } catch (IllegalArgumentException unsendable) {
            return question.answer(
                    State.KEY_REFUSED,
                    0,
                    "its key or a header has characters that cannot be sent",
                    question.keyAdvice());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return question.answer(State.UNREACHABLE, millisSince(began), "the question was interrupted", "Ask again.");
        }
    }

    private Availability ask(Question question, long began) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(question.request(question.listPath()));
        return question.read(response.statusCode(), response.body(), millisSince(began));
    }

    private Availability withCredit(Question question, Availability listed) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(question.request(question.path(Credit.PATH)));
        return response.statusCode() == 200
                ? Credit.left(response.body()).map(listed::adding).orElse(listed)
                : question.read(response.statusCode(), response.body(), listed.latencyMillis());
    }

    /** Sends a request and takes its whole answer, both within the probe's patience. */
    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(
                request.build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST_LIST));
        try {
            return sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            sent.cancel(true);
            throw new HttpTimeoutException("late");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException reason ? reason : new IOException(failed.getCause());
        }
    }

    private static Availability answer(Future<Availability> asked) {
        try {
            return asked.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while providers were asked", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a provider could not be asked", failed.getCause());
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
