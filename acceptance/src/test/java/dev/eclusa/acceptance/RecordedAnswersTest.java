package dev.eclusa.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import dev.eclusa.testkit.Corpus;
import dev.eclusa.testkit.CorpusEntry;
import dev.eclusa.testkit.Exchange;
import dev.eclusa.testkit.RecordedBody;
import dev.eclusa.testkit.ScriptedProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded answer of the four dialects, replayed by a provider behind the gateway and read by both official Java
 * clients. What is translated neither stumbles over; what is passed through each reads as it would without the gateway
 * (some providers send what these clients cannot read); what both can read is the same words and tool calls.
 */
class RecordedAnswersTest {
    /** Recorded streams that break off, or carry an error: the clients must be told so. */
    private static final Set<String> BROKEN = Set.of(
            "huggingface/tgi-chat-stream-toolcall-llama-3.1-8b-instruct-02.json",
            "openrouter/chat-stream-think-minimax-m2-free-01.json");

    @TempDir
    Path data;

    /** What a client read. */
    private record Read(String text, List<String> tools) {}

    /** What became of reading: something, or an exception's words. */
    private record Attempt(Optional<Read> read, String trouble) {
        static Attempt of(Supplier<Read> reading) {
            try {
                return new Attempt(Optional.of(reading.get()), "");
            } catch (RuntimeException stumbled) {
                return new Attempt(Optional.empty(), stumbled.toString());
            }
        }
    }

    /** Both official clients of one server. */
    private record Clients(OpenAIClient openAi, AnthropicClient anthropic) {
        Read openAi(String model, boolean streamed) {
            return streamed
                    ? openAiStream(openAi, model)
                    : read(openAi.chat().completions().create(openAiAsks(model)));
        }

        Read anthropic(String model, boolean streamed) {
            return streamed
                    ? anthropicStream(anthropic, model)
                    : read(anthropic.messages().create(anthropicAsks(model)));
        }
    }

    @Test
    void bothClientsReadTheSame() {
        Optional<Corpus> corpus = Corpus.find();
        assumeTrue(corpus.isPresent(), "there are no recordings beside this checkout (../shared/corpus)");
        List<Exchange> exchanges = corpus.get()
                .exchanges(RecordedAnswersTest::isChat)
                .filter(exchange -> !(exchange.body() instanceof RecordedBody.Nothing))
                .toList();
        List<String> wrong = new ArrayList<>();
        try (ScriptedProvider provider = ScriptedProvider.expecting(0, Integer.MAX_VALUE)) {
            for (int i = 0; i < exchanges.size(); i++) {
                String mark = "recording-" + i + "-";
                provider.when(
                        request -> request.path().contains(mark)
                                || request.bodyText().contains(mark),
                        exchanges.get(i).reply());
            }
            try (RunningGateway gateway = RunningGateway.before(data, providers(provider))) {
                Clients through =
                        new Clients(gateway.openAi(RunningGateway.KEY), gateway.anthropic(RunningGateway.KEY));
                Clients direct = direct(provider.uri());
                for (int i = 0; i < exchanges.size(); i++) {
                    compare(through, direct, exchanges.get(i).entry(), i).ifPresent(wrong::add);
                }
            }
        }
        System.out.println("Recorded answers read by both clients: " + exchanges.size());
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> compare(Clients through, Clients direct, CorpusEntry entry, int number) {
        String dialect = dialect(entry);
        String model = "recording-" + number + "-";
        Attempt openAi = Attempt.of(() -> through.openAi(dialect + "/" + model, entry.stream()));
        Attempt anthropic = Attempt.of(() -> through.anthropic(dialect + "/" + model, entry.stream()));
        boolean same = openAi.read().isEmpty() || anthropic.read().isEmpty() || openAi.equals(anthropic);
        boolean openAiHolds = dialect.equals("openai")
                ? openAi.read()
                        .equals(Attempt.of(() -> direct.openAi(model, entry.stream()))
                                .read())
                : openAi.read().isPresent() != BROKEN.contains(entry.file());
        boolean anthropicHolds = dialect.equals("anthropic")
                ? anthropic
                        .read()
                        .equals(Attempt.of(() -> direct.anthropic(model, entry.stream()))
                                .read())
                : anthropic.read().isPresent() != BROKEN.contains(entry.file());
        return same && openAiHolds && anthropicHolds
                ? Optional.empty()
                : Optional.of(entry + ":\n  OpenAI " + openAi + "\n  Anthropic " + anthropic);
    }

    private static boolean isChat(CorpusEntry entry) {
        return entry.status() == 200 && !dialect(entry).isEmpty();
    }

    private static String dialect(CorpusEntry entry) {
        boolean ollama = entry.provider().equals("ollama");
        return switch (entry.api()) {
            case "messages" -> "anthropic";
            case "generateContent", "streamGenerateContent" -> "gemini";
            case "chat" -> ollama ? "ollama" : "openai";
            case "v1-chat", "tgi-chat" -> "openai";
            default -> "";
        };
    }

    private static String providers(ScriptedProvider provider) {
        return Set.of("openai", "anthropic", "gemini", "ollama").stream()
                .map(name -> name + ": { base_url: \"" + provider.uri() + "\", api_key: upstream }")
                .collect(Collectors.joining(", ", "{ ", " }\nresilience: { retry: { max_attempts: 1 } }"));
    }

    private static Clients direct(URI provider) {
        return new Clients(
                RunningGateway.openAi(provider + "/v1", "upstream"),
                RunningGateway.anthropic(provider + "", "upstream"));
    }

    private static ChatCompletionCreateParams openAiAsks(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hello")
                .build();
    }

    private static MessageCreateParams anthropicAsks(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addUserMessage("Hello")
                .build();
    }

    private static Read openAiStream(OpenAIClient client, String model) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (com.openai.core.http.StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(openAiAsks(model))) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return read(accumulator.chatCompletion());
    }

    private static Read read(ChatCompletion answer) {
        ChatCompletionMessage message = answer.choices().getFirst().message();
        String text = message.content().orElse("") + message.refusal().orElse("");
        return new Read(
                text,
                message.toolCalls().orElse(List.of()).stream()
                        .map(call -> call.asFunction().function().name())
                        .toList());
    }

    private static Read anthropicStream(AnthropicClient client, String model) {
        MessageAccumulator accumulator = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(anthropicAsks(model))) {
            stream.stream().forEach(accumulator::accumulate);
        }
        return read(accumulator.message());
    }

    private static Read read(Message answer) {
        String text = answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
        List<String> tools = answer.content().stream()
                .filter(ContentBlock::isToolUse)
                .map(block -> block.asToolUse().name())
                .toList();
        return new Read(text, tools);
    }
}
