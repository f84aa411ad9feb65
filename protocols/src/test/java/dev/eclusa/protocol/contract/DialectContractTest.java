package dev.eclusa.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eclusa.core.chat.Answer;
import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.ChatRequest;
import dev.eclusa.core.chat.ToolChoice;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.contract.Exchanges.Exchange;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class DialectContractTest {
    private static final int LONGEST_CUT_EVERYWHERE = 12_000;

    @ParameterizedTest
    @MethodSource("dev.eclusa.protocol.contract.Exchanges#dialects")
    void aRequestComesBackInItsOwnDialect(String dialect) {
        SoftAssertions all = new SoftAssertions();
        for (Exchange exchange : Exchanges.of(dialect)) {
            if (exchange.hasRequest()) {
                all.assertThatCode(() -> own(exchange)).as(exchange.name()).doesNotThrowAnyException();
            }
        }
        all.assertAll();
    }

    private static void own(Exchange exchange) {
        ChatRequest request = Exchanges.request(exchange);
        EncodedRequest encoded = Exchanges.encoded(request, exchange.dialect());
        assertThat(encoded.dropped()).isEmpty();
        JsonNode body = JsonCodec.answer(encoded.body(), 0, encoded.body().length);
        assertThat(SameRequest.of(body, exchange.dialect()))
                .isEqualTo(SameRequest.of(exchange.request(), exchange.dialect()));
    }

    @ParameterizedTest
    @MethodSource("dev.eclusa.protocol.contract.Exchanges#dialects")
    void aRequestSaysTheSameInEveryOtherDialectAndBack(String dialect) {
        SoftAssertions all = new SoftAssertions();
        for (Exchange exchange : Exchanges.of(dialect)) {
            for (String other : exchange.hasRequest() ? Exchanges.DIALECTS : List.<String>of()) {
                all.assertThatCode(() -> thereAndBack(exchange, other))
                        .as(exchange.name() + " as " + other)
                        .doesNotThrowAnyException();
            }
        }
        all.assertAll();
    }

    private static void thereAndBack(Exchange exchange, String other) {
        ChatRequest request = Exchanges.request(exchange);
        ChatRequest there = carried(request, other);
        assertThat(Meaning.conversation(there)).isEqualTo(Meaning.conversation(request));
        boolean forbidden = request.toolChoice().equals(Optional.of(new ToolChoice.None()));
        boolean narrowed = request.toolChoice()
                .filter(choice -> choice instanceof ToolChoice.Named && other.equals("cohere"))
                .isPresent();
        boolean declaredAnew =
                narrowed || (other.equals("bedrock") && request.tools().isEmpty());
        if (!(forbidden && Set.of("ollama", "bedrock").contains(other)) && !declaredAnew) {
            assertThat(Meaning.tools(there)).isEqualTo(Meaning.tools(request));
        }
        ChatRequest back = carried(there, exchange.dialect());
        assertThat(Meaning.conversation(back)).isEqualTo(Meaning.conversation(request));
        boolean makesRoomToThink =
                other.equals("bedrock") && request.reasoning().isPresent();
        assertThat(back.sampling().maxTokens().isPresent() && !makesRoomToThink)
                .isEqualTo(!makesRoomToThink
                        && (request.sampling().maxTokens().isPresent()
                                || other.equals("anthropic")
                                || exchange.dialect().equals("anthropic")));
        assertThat(back.sampling().stop())
                .isEqualTo(request.sampling().stop().stream()
                        .filter(text -> !text.isBlank() && !other.equals("responses"))
                        .toList());
    }

    private static ChatRequest carried(ChatRequest request, String dialect) {
        EncodedRequest encoded = Exchanges.encoded(request, dialect);
        return Exchanges.request(dialect, encoded.body(), request.model(), request.stream());
    }

    @ParameterizedTest
    @MethodSource("dev.eclusa.protocol.contract.Exchanges#dialects")
    void anAnswerSaysTheSameInEveryDialectWholeAndStreamed(String dialect) {
        SoftAssertions all = new SoftAssertions();
        int count = 0;
        for (Exchange exchange : Exchanges.of(dialect)) {
            List<ChatEvent> events = events(exchange, all);
            if (events.isEmpty() || !(events.getLast() instanceof ChatEvent.Ended)) {
                continue;
            }
            count++;
            for (String other : Exchanges.DIALECTS) {
                all.assertThatCode(() -> shown(events, Exchanges.dialect(other)))
                        .as(exchange.name() + " to " + other)
                        .doesNotThrowAnyException();
            }
        }
        System.out.println(dialect + ": answers shown in every dialect: " + count);
        all.assertAll();
    }

    private static List<ChatEvent> events(Exchange exchange, SoftAssertions all) {
        Dialect dialect = Exchanges.dialect(exchange);
        try {
            if (exchange.whole().isObject()) {
                return Exchanges.whole(dialect, JsonCodec.bytes(exchange.whole()));
            }
            return exchange.stream().isEmpty() ? List.of() : Exchanges.stream(dialect, exchange.stream());
        } catch (RuntimeException unreadable) {
            all.fail(exchange.name(), unreadable);
            return List.of();
        }
    }

    private static void shown(List<ChatEvent> events, Dialect to) {
        Answer answer = Exchanges.fold(events);
        Answer whole = Exchanges.fold(Exchanges.whole(to, to.answers().encode(answer, Exchanges.STYLE)));
        assertThat(Meaning.answer(whole)).isEqualTo(Meaning.answer(answer));
        List<ChatEvent> again = Exchanges.stream(to, Exchanges.written(to, events));
        assertThat(again.getLast()).isInstanceOf(ChatEvent.Ended.class);
        assertThat(Meaning.answer(Exchanges.fold(again))).isEqualTo(Meaning.answer(answer));
    }

    @ParameterizedTest
    @MethodSource("dev.eclusa.protocol.contract.Exchanges#dialects")
    void aStreamCutAnywhereGivesTheSameEvents(String dialect) {
        SoftAssertions all = new SoftAssertions();
        for (Exchange exchange : Exchanges.of(dialect)) {
            byte[] bytes = exchange.bytes();
            int step = bytes.length <= LONGEST_CUT_EVERYWHERE ? 1 : bytes.length / 500;
            List<String> uncut = bytes.length == 0 ? List.of() : kinds(exchange, bytes, 0);
            for (int cut = 1; cut < bytes.length; cut += step) {
                assertThat(kinds(exchange, bytes, cut))
                        .as(exchange.name() + " cut at " + cut)
                        .isEqualTo(uncut);
            }
        }
        all.assertAll();
    }

    /** Events without the ids made for calls that had none. */
    private static List<String> kinds(Exchange exchange, byte[] bytes, int cut) {
        return Exchanges.stream(Exchanges.dialect(exchange), bytes, cut).stream()
                .map(event -> event.toString().replaceAll("call_[0-9A-Za-z]{24}", "call_made"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.eclusa.protocol.contract.Exchanges#dialects")
    void aStreamWithoutItsEndDoesNotEnd(String dialect) {
        for (Exchange exchange : Exchanges.of(dialect)) {
            byte[] bytes = exchange.bytes();
            int half = exchange.stream().lastIndexOf('\n', exchange.stream().length() / 2);
            if (exchange.name().endsWith(" stream") && half > 0) {
                byte[] head = exchange.bytes(half + 1);
                List<ChatEvent> events = Exchanges.stream(Exchanges.dialect(exchange), head, 0);
                assertThat(bytes.length).isGreaterThan(head.length);
                assertThat(events).as(exchange.name()).noneMatch(ChatEvent.Ended.class::isInstance);
            }
        }
    }
}
