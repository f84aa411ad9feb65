package dev.eclusa.examples;

import dev.eclusa.router.library.LlmResponse;
import dev.eclusa.router.library.LlmRouter;
import dev.eclusa.router.library.LlmStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * Asks a model a question with the keys found in the environment, once in one piece and once as a stream.
 * {@code examples/library/README.md} says how to run it.
 */
public final class Ask {
    private static final String QUESTION = "In one sentence: what does a lock on a canal do?";

    private Ask() {}

    /** The first argument is the model, for example {@code openai/gpt-4o-mini}. */
    public static void main(String[] arguments) {
        String model = arguments.length > 0 ? arguments[0] : "openai/gpt-4o-mini";
        System.exit(run(System.getenv(), model, System.out) ? 0 : 1);
    }

    static boolean run(Map<String, String> environment, String model, PrintStream out) {
        try (LlmRouter router = LlmRouter.builder().fromEnvironment(environment).build()) {
            out.println("Would be asked: " + router.select(model));
            LlmResponse whole = router.invoke(QUESTION, model);
            print(whole, out);
            LlmResponse streamed = stream(router, model, out);
            print(streamed, out);
            out.println(router.metrics());
            return whole.success() && streamed.success();
        }
    }

    private static LlmResponse stream(LlmRouter router, String model, PrintStream out) {
        try (LlmStream stream = router.stream(QUESTION, model)) {
            for (String piece : stream) {
                out.print(piece + "|");
            }
            out.println();
            return stream.response().toCompletableFuture().join();
        }
    }

    private static void print(LlmResponse response, PrintStream out) {
        response.error()
                .ifPresentOrElse(
                        error -> out.println("Failed with " + error.status() + ": " + error.message()),
                        () -> out.println(
                                response.text() + "\n  — " + response.provider() + "/" + response.model() + ", "
                                        + response.tokensUsed() + " tokens, " + response.latencyMs() + " ms, $"
                                        + response.cost().map(Object::toString).orElse(" unknown")));
    }
}
