package dev.eclusa.protocol.pipe;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.failure.Failure;
import dev.eclusa.protocol.EventSink;
import java.util.Optional;

/** What the gateway must know of an answer while it passes: whether it has begun, ended or failed, and what to charge. */
public final class AnswerTally implements EventSink {
    private String model = "";
    private long textLength;
    private boolean content;
    private boolean finished;
    private boolean ended;
    private FinishReason reason = FinishReason.STOP;
    private Optional<Usage> usage = Optional.empty();
    private Optional<Failure.OfProvider> failure = Optional.empty();

    @Override
    public void accept(ChatEvent event) {
        switch (event) {
            case ChatEvent.Started started -> model = started.model();
            case ChatEvent.TextDelta delta -> content(delta.text().length());
            case ChatEvent.ThinkingDelta delta -> content(delta.text().length());
            case ChatEvent.ThinkingSigned signed -> content = true;
            case ChatEvent.ThinkingRedacted redacted -> content = true;
            case ChatEvent.RefusalDelta delta -> content(delta.text().length());
            case ChatEvent.ToolCallStarted call -> content(call.name().length());
            case ChatEvent.ToolCallDelta delta -> content(delta.fragment().length());
            case ChatEvent.AudioDelta audio -> content(audio.value().text().length());
            case ChatEvent.Logprobs logprobs -> {}
            case ChatEvent.Extra extra -> {}
            case ChatEvent.UsageReported report -> usage(report.usage());
            case ChatEvent.Finished finish -> finished(finish.reason());
            case ChatEvent.Failed failed -> failed(failed.failure());
            case ChatEvent.Ended marker -> ended();
        }
    }

    /** Counts delivered text; an empty delta (a first chunk that only names the role) is not content. */
    public void content(int length) {
        textLength += length;
        content |= length > 0;
    }

    /** Takes a cumulative report. */
    public void usage(Usage report) {
        usage = Optional.of(usage.map(seen -> seen.mergeMax(report)).orElse(report));
    }

    /** A choice ended. */
    public void finished(FinishReason why) {
        finished = true;
        content = true;
        reason = why;
    }

    /** The dialect's terminal marker was seen. */
    public void ended() {
        ended = true;
    }

    /** The provider reported, or showed, a failure. */
    public void failed(Failure.OfProvider why) {
        if (failure.isEmpty()) {
            failure = Optional.of(why);
        }
    }

    /** The model as the provider names it; empty until it did. */
    public String model() {
        return model;
    }

    /** Characters of text, thinking and arguments delivered. */
    public long textLength() {
        return textLength;
    }

    /** Whether something an application would use has come: the commit point. */
    public boolean hasContent() {
        return content;
    }

    /** Whether a finish reason was seen. */
    public boolean isFinished() {
        return finished;
    }

    /** Whether the answer is whole. */
    public boolean hasEnded() {
        return ended;
    }

    /** The last finish reason. */
    public FinishReason reason() {
        return reason;
    }

    /** Tokens as the provider reports them. */
    public Optional<Usage> usage() {
        return usage;
    }

    /** What went wrong, as the provider said or showed it. */
    public Optional<Failure.OfProvider> failure() {
        return failure;
    }
}
