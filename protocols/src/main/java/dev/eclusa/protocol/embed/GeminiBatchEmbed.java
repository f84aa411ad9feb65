package dev.eclusa.protocol.embed;

import dev.eclusa.core.Json;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedInput;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.InvalidRequest;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.json.JsonCodec;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.RequestFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gemini's {@code :batchEmbedContents}: what Google's own clients send, one content or many. */
final class GeminiBatchEmbed implements InwardForm, OutwardForm {
    /** Google's limit: "at most 100 requests can be in one batch". */
    private static final int MOST = 100;

    private static final String REQUESTS = "requests";

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public String path(String chatPath) {
        return chatPath.replace(":generateContent", ":batchEmbedContents");
    }

    @Override
    public RequestHead head(JsonIndex body, String pathModel) {
        return GeminiBodies.head(body, REQUESTS, pathModel);
    }

    @Override
    public Subject subject(JsonIndex body) {
        return GeminiBodies.subject(body);
    }

    @Override
    public EmbedRequest decode(byte[] body) {
        RequestFields fields = new RequestFields(JsonCodec.request(body), "");
        Map<String, Json> extras = new LinkedHashMap<>(fields.others(Set.of("model", REQUESTS)));
        List<EmbedInput> inputs = new ArrayList<>();
        Optional<EmbedRequest.Wanted> common = Optional.empty();
        for (RequestFields request : fields.objects(REQUESTS)) {
            EmbedRequest.Wanted wanted = GeminiBodies.wanted(request);
            if (!common.orElse(wanted).equals(wanted)) {
                throw request.wrong("taskType", "and outputDimensionality must be the same in all requests of a batch");
            }
            common = Optional.of(wanted);
            extras.putAll(GeminiBodies.extras(request));
            inputs.add(GeminiBodies.input(request));
        }
        return new EmbedRequest(
                name(), inputs, common.orElseThrow(() -> fields.wrong(REQUESTS, "must not be empty")), extras);
    }

    /** Every request of a batch names the model once more, and it must be the path's. */
    @Override
    public byte[] addressed(JsonIndex body, String model) {
        byte[] source = body.bytes();
        byte[] named = JsonCodec.bytes(JsonCodec.string(GeminiBodies.resource(model)));
        ByteSink out = new ByteSink(source.length + 64);
        int[] from = {0};
        try {
            Vectors.objects(body, REQUESTS, request -> {
                int member = request.find("model");
                if (member >= 0) {
                    out.write(source, from[0], request.valueStart(member) - from[0])
                            .write(named);
                    from[0] = request.valueEnd(member);
                }
                return member;
            });
        } catch (MalformedAnswer other) {
            throw InvalidRequest.of("The field 'requests' must be a list of objects.", REQUESTS);
        }
        return out.write(source, from[0], source.length - from[0]).take();
    }

    @Override
    public byte[] encode(EmbedAnswer answer, EmbedRequest asked, AnswerStyle style) {
        ByteSink out = new ByteSink(4096);
        out.write("{\"embeddings\":[");
        Vectors.join(out, answer.vectors(), vector -> "{\"values\":" + vector.numbers() + "}");
        return out.write("]" + GeminiBodies.written(answer.usage()) + "}").take();
    }

    @Override
    public int most(String model) {
        return MOST;
    }

    @Override
    public EncodedRequest encode(EmbedRequest request, String model) {
        Asked asked = new Asked(request, name());
        asked.truncation(Set.of());
        ArrayNode requests = asked.body().putArray(REQUESTS);
        for (String text : asked.texts()) {
            ObjectNode one = requests.addObject().put("model", GeminiBodies.resource(model));
            one.putObject("content").putArray("parts").addObject().put("text", text);
            request.wanted().purpose().ifPresent(purpose -> one.put("taskType", Purposes.taskType(purpose)));
            asked.dimensions(one, "outputDimensionality");
        }
        return asked.encoded();
    }

    @Override
    public EmbedAnswer decode(JsonIndex answer) {
        List<Vector> vectors = Vectors.objects(answer, "embeddings", one -> Vectors.member(one, "values"));
        return new EmbedAnswer("", vectors, usage(answer));
    }

    @Override
    public Optional<Usage> usage(JsonIndex answer) {
        return GeminiBodies.usage(answer);
    }
}
