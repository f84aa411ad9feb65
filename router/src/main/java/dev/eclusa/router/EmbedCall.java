package dev.eclusa.router;

import dev.eclusa.engine.routing.Needs;
import dev.eclusa.engine.routing.Target;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.RequestHead;
import dev.eclusa.protocol.embed.EmbedExchange;
import dev.eclusa.protocol.embed.EmbedForms;
import dev.eclusa.protocol.embed.InwardForm;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.pipe.WholeAnswer;
import java.util.Set;

/** A call for vectors: who can be asked for them, where, and in which form. */
final class EmbedCall {
    private final InboundCall call;
    private final JsonIndex index;
    private final InwardForm form;

    /** A call whose body is indexed. */
    EmbedCall(InboundCall call, JsonIndex index) {
        this.call = call;
        this.index = index;
        this.form = EmbedForms.inward(call.dialect().name(), index);
    }

    RequestHead head(String pathModel) {
        return form.head(index, pathModel);
    }

    /** Whom it can be put to: what is no text goes to providers of the same form only. */
    Needs.Forms forms() {
        return switch (form.subject(index)) {
            case TEXTS -> new Needs.Forms(EmbedForms.names(), "its provider has no embeddings");
            case TOKENS ->
                new Needs.Forms(Set.of(form.name()), "its provider takes texts only, and lists of tokens were sent");
            case OTHER ->
                new Needs.Forms(Set.of(form.name()), "its provider takes texts only, and something else was sent");
        };
    }

    /** Whether the target takes the client's own form. */
    boolean passesThrough(Target target) {
        return target.embedsIn().equals(form.name());
    }

    /** The answer of a target that takes the client's form, and what was counted in it. */
    WholeAnswer passed(byte[] body, Dialect provider, AnswerStyle style) {
        byte[] answer = form.heeded(index, body);
        return provider.name().equals("openai")
                ? WholeAnswer.ofTask(answer, provider, style)
                : WholeAnswer.ofVectors(answer, provider, form::usage);
    }

    /** The path of the target that it goes to. */
    String path(Target target) {
        String chat = target.endpoint().callPath();
        return passesThrough(target)
                ? form.path(chat)
                : EmbedForms.outward(target.embedsIn()).path(chat);
    }

    /** The client's own body, for a target that takes its form. */
    byte[] addressed(Target target) {
        return form.addressed(index, target.model());
    }

    /**
     * What is sent to a target of another form, and heard of it.
     *
     * @param ours fields of the body that are the gateway's
     */
    EmbedExchange exchange(Target target, Set<String> ours) {
        return new EmbedExchange(
                form.decode(call.body()).without(ours), form, EmbedForms.outward(target.embedsIn()), target.model());
    }
}
