package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.json.JsonCodec;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the events of a response. It has one answer: further choices are not said. */
final class ResponsesEventEncoder implements EventEncoder {
    private static final String ID = "resp_";

    private final AnswerStyle style;
    private final ResponsesEvents events;
    private final ResponsesOutput output;
    private String id;
    private String model;
    private boolean over;
    private FinishReason reason = FinishReason.STOP;
    private Optional<Usage> usage = Optional.empty();

    /**
     * A response.
     *
     * @param first number of its first event; above 0 when others were written before, which began it
     */
    ResponsesEventEncoder(AnswerStyle style, long first) {
        this.style = style;
        this.events = new ResponsesEvents(first);
        this.id = style.id().startsWith(ID) ? style.id() : ID + style.id();
        this.model = style.model();
        this.output = new ResponsesOutput(events, id.substring(ID.length()));
    }

    @Override
    public void encode(ChatEvent event, ByteSink out) {
        if (over) {
            return;
        }
        switch (event) {
            case ChatEvent.Started started -> named(started.id(), started.model());
            case ChatEvent.TextDelta delta -> {
                if (isSaid(delta.choice(), delta.text(), out)) {
                    output.message(out).text(delta.text(), out);
                }
            }
            case ChatEvent.RefusalDelta delta -> {
                if (isSaid(delta.choice(), delta.text(), out)) {
                    output.message(out).refusal(delta.text(), out);
                }
            }
            case ChatEvent.ThinkingDelta delta -> {
                if (isSaid(delta.choice(), delta.text(), out)) {
                    output.thought(out).think(delta.text(), out);
                }
            }
            case ChatEvent.ThinkingSigned signed -> {
                if (isSaid(signed.choice(), signed.signature(), out)) {
                    output.thought(out).seal(ResponsesSeal.ofSignature(signed.signature()), out);
                }
            }
            case ChatEvent.ThinkingRedacted redacted -> {
                if (isSaid(redacted.choice(), redacted.data(), out)) {
                    output.newThought(out).seal(ResponsesSeal.ofRedacted(redacted.data()), out);
                }
            }
            case ChatEvent.ToolCallStarted call -> {
                if (isSaid(call.choice(), call.id(), out)) {
                    output.call(call, out);
                }
            }
            case ChatEvent.ToolCallDelta delta -> {
                if (delta.choice() == 0) {
                    output.arguments(delta, out);
                }
            }
            case ChatEvent.Logprobs logprobs -> {
                if (isSaid(logprobs.choice(), logprobs.value().text(), out)) {
                    output.message(out).logprobs(logprobs.value(), out);
                }
            }
            case ChatEvent.AudioDelta audio -> {}
            case ChatEvent.Extra extra -> extra(extra, out);
            case ChatEvent.UsageReported report ->
                usage = Optional.of(
                        usage.map(seen -> seen.mergeMax(report.usage())).orElse(report.usage()));
            case ChatEvent.Finished finished -> {
                if (finished.choice() == 0) {
                    reason = finished.reason();
                }
            }
            case ChatEvent.Failed failed -> fail(failed.failure(), out);
            case ChatEvent.Ended marker -> end(out);
        }
    }

    /** Whether something is said in the one answer there is; the first of it begins the response. */
    private boolean isSaid(int choice, String text, ByteSink out) {
        if (choice != 0 || text.isEmpty()) {
            return false;
        }
        begin(out);
        return true;
    }

    /** Takes the provider's own names, where it gave them; an id of another dialect's form is not one here. */
    ResponsesEventEncoder named(String providersId, String providersModel) {
        id = providersId.startsWith(ID) ? providersId : id;
        model = providersModel.isEmpty() ? model : providersModel;
        return this;
    }

    private void begin(ByteSink out) {
        if (events.atStart()) {
            tell("response.created", ResponsesItem.IN_PROGRESS, out);
            tell("response.in_progress", ResponsesItem.IN_PROGRESS, out);
        }
    }

    private void extra(ChatEvent.Extra extra, ByteSink out) {
        if (!isSaid(extra.choice(), extra.value().text(), out)) {
            return;
        }
        switch (extra.name()) {
            case ResponsesOutputReader.ITEM -> output.carry(extra.value(), out);
            case "annotations" -> output.message(out).annotations(extra.value(), out);
            default -> {}
        }
    }

    private void end(ByteSink out) {
        over = true;
        begin(out);
        output.end(status(), out);
        ObjectNode fields = JsonCodec.object();
        fields.set("response", response());
        events.write("response." + status(), fields, out);
    }

    private String status() {
        return isCut() ? "incomplete" : ResponsesItem.COMPLETED;
    }

    private boolean isCut() {
        return reason == FinishReason.LENGTH || reason == FinishReason.CONTENT_FILTER;
    }

    /** The whole response, once it has ended. */
    ObjectNode response() {
        ObjectNode response = ResponsesObject.of(id, model, style, status(), output.items());
        if (isCut()) {
            String why = reason == FinishReason.LENGTH ? "max_output_tokens" : "content_filter";
            response.putObject("incomplete_details").put("reason", why);
        }
        usage.ifPresent(report -> response.set(
                "usage", ResponsesUsage.write(report, style.priced().cost(report))));
        return response;
    }

    @Override
    public void fail(Failure failure, ByteSink out) {
        over = true;
        begin(out);
        ObjectNode response = ResponsesObject.of(id, model, style, "failed", output.items());
        response.putObject("error").put("code", code(failure)).put("message", words(failure));
        ObjectNode fields = JsonCodec.object();
        fields.set("response", response);
        events.write("response.failed", fields, out);
    }

    private static String code(Failure failure) {
        return failure.status() == 429 ? "rate_limit_exceeded" : "server_error";
    }

    /** The words a client would have had outside of a stream. */
    private static String words(Failure failure) {
        byte[] body = new ResponsesDialect().errors().encode(failure, "").body();
        JsonNode envelope = JsonCodec.answer(body, 0, body.length);
        return envelope.path("error").path("message").asString("");
    }

    private void tell(String type, String status, ByteSink out) {
        ObjectNode fields = JsonCodec.object();
        fields.set("response", ResponsesObject.of(id, model, style, status, JsonCodec.array()));
        events.write(type, fields, out);
    }
}
