package dev.eclusa.router;

import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.ThinkTagDialect;
import dev.eclusa.protocol.frame.FrameLimits;
import dev.eclusa.protocol.openai.OpenAiTap;
import dev.eclusa.protocol.openai.TranscriptTap;
import dev.eclusa.protocol.pipe.DecodingTap;
import dev.eclusa.protocol.pipe.FrameTap;
import dev.eclusa.protocol.pipe.PassedStream;
import dev.eclusa.protocol.pipe.RestampedStream;
import dev.eclusa.protocol.pipe.StreamPipe;
import dev.eclusa.protocol.pipe.TranslatedStream;
import dev.eclusa.protocol.responses.ResponsesDialect;
import dev.eclusa.protocol.responses.ResponsesTap;

/** What a stream goes through between a provider and a client: as little as their dialects allow. */
final class StreamPipes {
    private StreamPipes() {}

    /** From bytes of a dialect to the client of a call. */
    static StreamPipe of(CallContext context, Dialect from, AnswerStyle style) {
        StreamPipe plain = plain(context, from, style);
        boolean names = context.call().framing() != AnswerStyle.Framing.MESSAGES;
        return context.restamps() && names ? new RestampedStream(plain, style.model()) : plain;
    }

    private static StreamPipe plain(CallContext context, Dialect from, AnswerStyle style) {
        Dialect to = context.call().dialect();
        FrameLimits limits = context.settings().limits().frames();
        boolean same = from.name().equals(to.name()) && !(from instanceof ThinkTagDialect);
        return same
                ? new PassedStream(from, style, tap(context, from, style), limits)
                : new TranslatedStream(from, to, style, limits);
    }

    private static FrameTap tap(CallContext context, Dialect from, AnswerStyle style) {
        if (context.request().isForm()) {
            return new TranscriptTap();
        }
        return switch (from.name()) {
            case "openai" -> new OpenAiTap(from.newDecoder(), style);
            case ResponsesDialect.NAME -> new ResponsesTap();
            default -> new DecodingTap(from.newDecoder());
        };
    }
}
