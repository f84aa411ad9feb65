package dev.eclusa.protocol.embed;

import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.embed.EmbedAnswer;
import dev.eclusa.core.embed.EmbedRequest;
import dev.eclusa.core.embed.Vector;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.RequestCodec.EncodedRequest;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request for vectors on its way to a provider of another form: as many requests as the provider's limit makes necessary,
 * one after the other, and one answer. One for each attempt.
 */
public final class EmbedExchange {
    private final EmbedRequest request;
    private final InwardForm client;
    private final OutwardForm provider;
    private final String model;
    private final List<Vector> vectors = new ArrayList<>();
    private Optional<Usage> usage = Optional.of(Usage.NONE);
    private String named = "";
    private int sent;
    private int parts;

    /**
     * A request not yet sent.
     *
     * @param model the provider's model id
     */
    public EmbedExchange(EmbedRequest request, InwardForm client, OutwardForm provider, String model) {
        this.request = request;
        this.client = client;
        this.provider = provider;
        this.model = model;
    }

    /** The next request to send. */
    public EncodedRequest next() {
        int from = sent;
        sent = Math.min(request.inputs().size(), from + provider.most(model));
        parts++;
        return provider.encode(request.part(from, sent), model);
    }

    /** Whether there is more to send. */
    public boolean hasNext() {
        return sent < request.inputs().size();
    }

    /** How many requests were written. */
    public int parts() {
        return parts;
    }

    /**
     * Takes the answer to the request that was sent last.
     *
     * @throws MalformedAnswer when it does not hold a vector for each input
     */
    public void take(byte[] body) {
        EmbedAnswer answer = provider.decode(document(body));
        vectors.addAll(answer.vectors());
        if (vectors.size() != sent) {
            throw new MalformedAnswer("The provider's answer does not hold one vector for each input.");
        }
        named = answer.model();
        usage = usage.flatMap(before -> answer.usage().map(before::plus));
    }

    private static JsonIndex document(byte[] body) {
        try {
            return JsonIndex.of(body);
        } catch (JsonScanner.Malformed | JsonIndex.NotAnObject other) {
            throw new MalformedAnswer("The provider sent something that is not an answer.");
        }
    }

    /**
     * What was used so far.
     *
     * @param estimate tokens of the whole request, to take a share of where the provider does not count
     */
    public Usage spent(long estimate) {
        return usage.orElseGet(
                () -> Usage.of(estimate * vectors.size() / request.inputs().size(), 0));
    }

    /**
     * The answer for the client, once every request was answered. Where the provider does not count, the client is shown the
     * estimate, since some read nothing without a figure, and the tally says nothing of it.
     *
     * @param estimate tokens of the whole request
     */
    public WholeAnswer whole(AnswerStyle style, long estimate) {
        AnswerTally tally = new AnswerTally();
        usage.ifPresent(tally::usage);
        tally.finished(FinishReason.STOP);
        tally.ended();
        EmbedAnswer answer = new EmbedAnswer(named, vectors, Optional.of(usage.orElse(Usage.of(estimate, 0))));
        return new WholeAnswer(client.encode(answer, request, style), tally);
    }
}
