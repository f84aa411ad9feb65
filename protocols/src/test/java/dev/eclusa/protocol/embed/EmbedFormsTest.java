package dev.eclusa.protocol.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedInput;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Purpose;
import dev.eclusa.core.embed.Truncation;
import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.pipe.WholeAnswer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EmbedFormsTest {
    private static final List<String> CLIENTS = List.of("openai", "ollama", "gemini");
    private static final List<String> PROVIDERS = List.of("openai", "ollama", "gemini", "cohere", "vertex");
    private static final int ROUNDS = 60;
    private static final Pattern LIST = Pattern.compile("\\[[^\\[\\]{}\"]+]");

    private static final AnswerStyle STYLE =
            new AnswerStyle("id", "asked", 0, false, AnswerStyle.Pricing.UNKNOWN, AnswerStyle.Framing.SSE);

    private interface Pair {
        void check(String client, String provider, Random random);
    }

    /** Every client's form with every provider's other one, on made-up data. */
    private static void everyPair(Pair pair) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            for (String client : CLIENTS) {
                for (String provider : PROVIDERS) {
                    if (!client.equals(provider)) {
                        pair.check(client, provider, new Random(seed));
                    }
                }
            }
        }
    }

    private static List<String> texts(Random random) {
        List<String> texts = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder("x");
            random.ints(random.nextInt(20), 0, 0x11000)
                    .filter(point -> point < 0xD800 || point > 0xDFFF)
                    .forEach(text::appendCodePoint);
            texts.add(text.toString());
        }
        return texts;
    }

    /** A number as JSON may write it, digits beyond any double among them. */
    private static String number(Random random) {
        String digits = (random.nextBoolean() ? "-" : "") + random.nextInt(10);
        String fraction =
                random.nextBoolean() ? "" : "." + random.nextLong(Long.MAX_VALUE) + random.nextInt(Integer.MAX_VALUE);
        String exponent = random.nextInt(3) == 0 ? "eE".charAt(random.nextInt(2)) + "" + (random.nextInt(60) - 30) : "";
        return digits + fraction + exponent;
    }

    private static List<Vector> vectors(Random random, int count) {
        List<Vector> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> numbers = new ArrayList<>();
            for (int n = 0; n <= random.nextInt(6); n++) {
                numbers.add(number(random));
            }
            vectors.add(new Vector("[" + String.join(",", numbers) + "]"));
        }
        return vectors;
    }

    private static JsonNode json(byte[] bytes) {
        return JsonCodec.answer(bytes, 0, bytes.length);
    }

    private static JsonIndex index(String text) {
        return JsonIndex.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A client's body for some texts. */
    private static byte[] body(String client, List<String> texts) {
        ObjectNode body = JsonCodec.object().put("model", "m");
        if (client.equals("gemini")) {
            ArrayNode requests = body.putArray("requests");
            texts.forEach(text -> requests.addObject()
                    .putObject("content")
                    .putArray("parts")
                    .addObject()
                    .put("text", text));
        } else {
            texts.forEach(body.putArray("input")::add);
        }
        return JsonCodec.bytes(body);
    }

    private static InwardForm inward(String client) {
        return EmbedForms.inward(client, index(client.equals("gemini") ? "{\"requests\":[]}" : "{}"));
    }

    private static List<String> textsIn(String provider, byte[] body) {
        JsonNode node = json(body);
        JsonNode list = switch (provider) {
            case "cohere" -> node.path("texts");
            case "vertex" -> node.path("instances");
            case "gemini" -> node.path("requests");
            default -> node.path("input");
        };
        return list.valueStream()
                .map(one -> switch (provider) {
                    case "vertex" -> one.path("content").asString();
                    case "gemini" -> one.at("/content/parts/0/text").asString();
                    default -> one.asString();
                })
                .toList();
    }

    /** A provider's answer, with white space where JSON allows it. */
    private static byte[] answer(String provider, List<Vector> vectors, Random random) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < vectors.size(); i++) {
            String numbers = vectors.get(i).numbers();
            String spaced = random.nextBoolean() ? numbers : numbers.replace(",", " ,\r\n\t");
            list.append(i == 0 ? "" : ", ")
                    .append(
                            switch (provider) {
                                case "openai" -> "{\"embedding\":" + spaced + ",\"index\":" + i + "}";
                                case "gemini" -> "{ \"values\" : " + spaced + "}";
                                case "vertex" ->
                                    "{\"embeddings\":{\"values\":" + spaced
                                            + ",\"statistics\":{\"token_count\":2,\"truncated\":false}}}";
                                default -> spaced;
                            });
        }
        String text = switch (provider) {
            case "openai" -> "{\"data\":[%s],\"usage\":{\"prompt_tokens\":" + 2 * vectors.size() + "}}";
            case "ollama" -> "{\"embeddings\":[%s],\"prompt_eval_count\":" + 2 * vectors.size() + "}";
            case "gemini" -> "{\"embeddings\":[%s]}";
            case "cohere" ->
                "{\"embeddings\":{\"float\":[%s]},\"meta\":{\"billed_units\":{\"input_tokens\":" + 2 * vectors.size()
                        + "}}}";
            default -> "{\"predictions\":[%s]}";
        };
        return text.formatted(list).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void textsArriveAsTheyWereSent() {
        everyPair((client, provider, random) -> {
            List<String> texts = texts(random);
            EmbedRequest request = inward(client).decode(body(client, texts));
            EncodedRequest sent = EmbedForms.outward(provider).encode(request, "m");
            assertThat(textsIn(provider, sent.body()))
                    .as(client + " by " + provider)
                    .isEqualTo(texts);
            assertThat(sent.dropped()).isEmpty();
        });
    }

    @Test
    void vectorsArriveToTheLastDigit() {
        everyPair((client, provider, random) -> {
            List<Vector> vectors = vectors(random, 1 + random.nextInt(4));
            EmbedAnswer read = EmbedForms.outward(provider).decode(JsonIndex.of(answer(provider, vectors, random)));
            assertThat(read.vectors()).as(provider).isEqualTo(vectors);
            assertThat(read.usage().isPresent()).as(provider).isEqualTo(!provider.equals("gemini"));
            EmbedRequest asked = inward(client).decode(body(client, List.of("a")));
            byte[] written = inward(client).encode(read, asked, STYLE);
            assertThat(LIST.matcher(new String(written, StandardCharsets.UTF_8))
                            .results()
                            .map(hit -> new Vector(hit.group())))
                    .as(client + " by " + provider)
                    .containsExactlyElementsOf(vectors);
            assertThat(json(written).isObject()).isTrue();
        });
    }

    @Test
    void base64HoldsEachNumberRoundedOnce() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            for (Vector vector : vectors(new Random(seed), 4)) {
                String[] numbers = vector.numbers()
                        .substring(1, vector.numbers().length() - 1)
                        .split(",");
                ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder().decode(vector.base64()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                assertThat(floats.capacity()).isEqualTo(4 * numbers.length);
                for (String number : numbers) {
                    assertThat(floats.getFloat()).isEqualTo(Float.parseFloat(number));
                }
            }
        }
    }

    @Test
    void manyTextsAreSentInOrderWithinTheLimitAndComeBackAsOne() {
        everyPair((client, provider, random) -> {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(700); i++) {
                texts.add("t" + i);
            }
            OutwardForm form = EmbedForms.outward(provider);
            EmbedExchange exchange =
                    new EmbedExchange(inward(client).decode(body(client, texts)), inward(client), form, "m");
            List<String> sent = new ArrayList<>();
            List<Vector> vectors = new ArrayList<>();
            while (exchange.hasNext()) {
                List<String> part = textsIn(provider, exchange.next().body());
                assertThat(part).hasSizeBetween(1, form.most("m"));
                sent.addAll(part);
                List<Vector> answered = vectors(random, part.size());
                vectors.addAll(answered);
                exchange.take(answer(provider, answered, random));
            }
            assertThat(sent).isEqualTo(texts);
            WholeAnswer whole = exchange.whole(STYLE, 99);
            assertThat(LIST.matcher(new String(whole.body(), StandardCharsets.UTF_8))
                            .results()
                            .map(hit -> new Vector(hit.group())))
                    .containsExactlyElementsOf(vectors);
            if (!provider.equals("gemini")) {
                assertThat(whole.tally().usage().orElseThrow().input()).isEqualTo(2L * texts.size());
            }
        });
    }

    @Test
    void vectorsInAnotherOrderAreSorted() {
        EmbedAnswer answer = EmbedForms.outward("openai")
                .decode(index("{\"data\":[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]}"));
        assertThat(answer.vectors()).containsExactly(new Vector("[1]"), new Vector("[2]"));
    }

    @Test
    void whatIsNoVectorIsNoAnswer() {
        for (String embedding : List.of("\"AACAPw==\"", "[[1]]", "[]", "[null]", "[true]", "{}", "null")) {
            assertThatThrownBy(() -> EmbedForms.outward("openai")
                            .decode(index("{\"data\":[{\"embedding\":" + embedding + "}]}")))
                    .as(embedding)
                    .isInstanceOf(MalformedAnswer.class);
        }
        for (String provider : PROVIDERS) {
            assertThatThrownBy(() -> EmbedForms.outward(provider).decode(index("{\"other\":1}")))
                    .as(provider)
                    .isInstanceOf(MalformedAnswer.class);
        }
    }

    @Test
    void tokensAreReadAndRefusedWhereOnlyTextsAreTaken() {
        InwardForm openAi = inward("openai");
        assertThat(openAi.subject(index("{\"input\":[ 1,2]}"))).isEqualTo(InwardForm.Subject.TOKENS);
        assertThat(openAi.subject(index("{\"input\":[[1]]}"))).isEqualTo(InwardForm.Subject.TOKENS);
        assertThat(openAi.subject(index("{\"input\":[\"1\"]}"))).isEqualTo(InwardForm.Subject.TEXTS);
        assertThat(openAi.subject(index("{\"input\":\"1\"}"))).isEqualTo(InwardForm.Subject.TEXTS);
        EmbedRequest request = openAi.decode("{\"input\":[[1,2],[3]]}".getBytes(StandardCharsets.UTF_8));
        assertThat(request.inputs()).hasSize(2).allMatch(EmbedInput.Tokens.class::isInstance);
        assertThatThrownBy(() -> EmbedForms.outward("ollama").encode(request, "m"))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("send strings");
    }

    @Test
    void whatAProviderHasNoWordForIsNamed() {
        EmbedRequest.Wanted wanted = new EmbedRequest.Wanted(
                OptionalLong.of(7), false, Optional.of(Purpose.SIMILARITY), Optional.of(Truncation.START));
        EmbedRequest request = new EmbedRequest("gemini", List.of(new EmbedInput.Text("a")), wanted, Map.of());
        assertThat(named("openai", request)).containsExactly("truncate", "taskType");
        assertThat(named("ollama", request)).containsExactly("truncate", "taskType");
        assertThat(named("cohere", request)).containsExactly("taskType");
        assertThat(named("vertex", request)).containsExactly("truncate");
        assertThat(json(EmbedForms.outward("cohere").encode(request, "m").body())
                        .path("output_dimension")
                        .asInt())
                .isEqualTo(7);
        assertThat(json(EmbedForms.outward("vertex").encode(request, "m").body())
                        .at("/parameters/outputDimensionality")
                        .asInt())
                .isEqualTo(7);
    }

    private static List<String> named(String provider, EmbedRequest request) {
        return EmbedForms.outward(provider).encode(request, "m").dropped();
    }

    @Test
    void pathsStandBesideThoseOfChat() {
        assertThat(EmbedForms.outward("cohere").path("/compatibility/v1/chat/completions"))
                .isEqualTo("/v2/embed");
        assertThat(EmbedForms.outward("cohere").path("/proxy/v1/chat/completions"))
                .isEqualTo("/proxy/v2/embed");
        assertThat(EmbedForms.outward("vertex").path("/v1/projects/p/models/e:generateContent"))
                .isEqualTo("/v1/projects/p/models/e:predict");
        assertThat(EmbedForms.outward("ollama").path("/at/api/chat")).isEqualTo("/at/api/embed");
    }

    @Test
    void numbersBecomeBase64WhereTheProviderDidNotHeedTheWish() {
        byte[] answer = "{\"data\":[{\"embedding\":[1],\"new\":[2]},{\"embedding\":\"AACAPw==\"}],\"x\":1}"
                .getBytes(StandardCharsets.UTF_8);
        InwardForm form = inward("openai");
        assertThat(form.heeded(index("{\"encoding_format\":\"base64\"}"), answer))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"data\":[{\"embedding\":\"AACAPw==\",\"new\":[2]},{\"embedding\":\"AACAPw==\"}],\"x\":1}");
        assertThat(form.heeded(index("{}"), answer)).isSameAs(answer);
    }
}
