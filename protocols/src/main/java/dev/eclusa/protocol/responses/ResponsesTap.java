package dev.eclusa.protocol.responses;

import dev.eclusa.core.chat.ChatEvent;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.EventEncoder;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.DecodingTap;
import dev.eclusa.protocol.pipe.FrameTap;

/**
 * Reads the events of a response that pass through, one tap for each. Pieces of text, which are most of them, are only
 * measured; the few that begin or end the response go to the decoder.
 */
public final class ResponsesTap implements FrameTap {
    private static final String ITEM_DONE = "response.output_item.done";

    private final ResponsesEventDecoder decoder = ResponsesEventDecoder.ofFigures();
    private String id = "";
    private String model = "";
    private long next;

    @Override
    public void read(Frame frame, AnswerTally tally) {
        if (frame.length() == 0 || frame.is("[DONE]")) {
            return;
        }
        JsonIndex event = index(frame);
        next = event.number("sequence_number", next) + 1;
        int delta = event.find("delta");
        if (event.kind(delta) == '"') {
            tally.content(event.valueEnd(delta) - event.valueStart(delta) - 2);
        } else if (event.has("item")) {
            tally.content(type(event, frame).equals(ITEM_DONE) ? 1 : 0);
        } else if (event.has("response")
                || event.has("error")
                || type(event, frame).equals("error")) {
            decoder.decode(frame, said -> take(said, tally));
        }
    }

    private static String type(JsonIndex event, Frame frame) {
        int type = event.find("type");
        return event.kind(type) == '"' ? event.string(type) : frame.event();
    }

    private static JsonIndex index(Frame frame) {
        try {
            return JsonIndex.of(frame.bytes(), frame.offset(), frame.length());
        } catch (JsonScanner.Malformed | JsonIndex.NotAnObject malformed) {
            throw new MalformedAnswer("The provider sent an event that is not JSON.");
        }
    }

    private void take(ChatEvent said, AnswerTally tally) {
        if (said instanceof ChatEvent.Started started) {
            id = started.id();
            model = started.model();
        }
        tally.accept(said);
    }

    @Override
    public void write(Frame frame, int rawStart, int rawEnd, ByteSink out) {
        DecodingTap.writeRaw(frame, rawStart, rawEnd, out);
    }

    @Override
    public void end(AnswerTally tally) {
        decoder.end(tally);
    }

    /** The same response goes on to its end, with the next number. */
    @Override
    public EventEncoder ending(Dialect dialect, AnswerStyle style) {
        return new ResponsesEventEncoder(style, next).named(id, model);
    }
}
