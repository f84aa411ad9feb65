package dev.eclusa.protocol.openai;

import dev.eclusa.core.chat.FinishReason;
import dev.eclusa.protocol.AnswerStyle;
import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.Dialect;
import dev.eclusa.protocol.MalformedAnswer;
import dev.eclusa.protocol.frame.Frame;
import dev.eclusa.protocol.json.JsonIndex;
import dev.eclusa.protocol.json.JsonScanner;
import dev.eclusa.protocol.pipe.AnswerTally;
import dev.eclusa.protocol.pipe.DecodingTap;
import dev.eclusa.protocol.pipe.FrameTap;

/**
 * Reads chunks of chat completions, and of the older completions, without building trees. The rare frames that carry usage or an error go to the dialect's
 * decoder; all others are walked once.
 */
public final class OpenAiTap implements FrameTap {
    private static final int DEPTH = 128;

    private final Dialect.EventDecoder decoder;
    private final AnswerStyle style;
    private boolean usageSeen;
    private int usageStart;
    private boolean hasChoices;
    private boolean plain;
    private AnswerTally tally = new AnswerTally();

    /** A tap for one answer. */
    public OpenAiTap(Dialect.EventDecoder decoder, AnswerStyle style) {
        this.decoder = decoder;
        this.style = style;
    }

    @Override
    public void read(Frame frame, AnswerTally into) {
        tally = into;
        usageSeen = false;
        hasChoices = false;
        if (frame.is("[DONE]")) {
            tally.ended();
            return;
        }
        try {
            walk(frame);
        } catch (JsonScanner.Malformed malformed) {
            throw new MalformedAnswer("The provider sent a chunk that is not JSON.");
        }
        if (!plain) {
            decoder.decode(frame, event -> tally.accept(event));
        }
    }

    @Override
    public void write(Frame frame, int rawStart, int rawEnd, ByteSink out) {
        if (usageSeen && !hasChoices && !style.includeUsage()) {
            return;
        }
        String cost = usageSeen ? tally.usage().map(style.priced()::cost).orElse("") : "";
        if (cost.isEmpty() || rawStart < 0 || hasCost(frame)) {
            DecodingTap.writeRaw(frame, rawStart, rawEnd, out);
            return;
        }
        out.write(frame.bytes(), rawStart, usageStart + 1 - rawStart);
        out.write("\"cost\":").write(cost).write(',');
        out.write(frame.bytes(), usageStart + 1, rawEnd - usageStart - 1);
    }

    @Override
    public void end(AnswerTally into) {
        if (into.isFinished()) {
            into.ended();
        }
    }

    /** Walks a chunk; afterwards {@code plain} says whether it held nothing that only the decoder reads. */
    private void walk(Frame frame) {
        JsonScanner scanner = new JsonScanner(frame.bytes(), frame.offset() + frame.length());
        plain = true;
        scanner.object(frame.offset(), DEPTH, (nameStart, nameEnd, value) -> {
            byte first = (byte) scanner.at(value);
            int length = nameEnd - nameStart;
            byte initial = frame.bytes()[nameStart];
            if (length == 7 && initial == 'c' && first == '[') {
                return choices(frame, scanner, value);
            }
            if (length == 5 && initial == 'u' && first == '{') {
                usageSeen = true;
                usageStart = value;
                plain = false;
            } else if ((length == 5 && initial == 'e' && first != 'n') || (length == 6 && initial == 'x')) {
                plain = false;
            }
            return scanner.skipValue(value, DEPTH - 1);
        });
    }

    private int choices(Frame frame, JsonScanner scanner, int array) {
        int p = scanner.firstElement(array);
        while (scanner.at(p) != ']') {
            hasChoices = true;
            p = scanner.nextElement(scanner.object(
                    p, DEPTH - 2, (nameStart, nameEnd, value) -> choice(frame, scanner, nameStart, nameEnd, value)));
        }
        return p + 1;
    }

    private int choice(Frame frame, JsonScanner scanner, int nameStart, int nameEnd, int value) {
        byte initial = frame.bytes()[nameStart];
        int length = nameEnd - nameStart;
        if (length == 5 && initial == 'd' && scanner.at(value) == '{') {
            return scanner.object(value, DEPTH - 3, (from, to, field) -> delta(frame, scanner, from, field));
        }
        int end = scanner.skipValue(value, DEPTH - 3);
        if (length == 4 && initial == 't' && scanner.at(value) == '"' && end - value > 2) {
            tally.content(end - value - 2);
        }
        if (length == 13 && initial == 'f' && end - value == 7 && scanner.at(value + 2) == 'r') {
            plain = false;
        } else if (length == 13 && initial == 'f' && end - value > 2 && scanner.at(value) == '"') {
            tally.finished(reason(frame.bytes()[value + 1]));
        }
        return end;
    }

    private int delta(Frame frame, JsonScanner scanner, int nameStart, int value) {
        int end = scanner.skipValue(value, DEPTH - 4);
        boolean role = frame.bytes()[nameStart] == 'r' && frame.bytes()[nameStart + 1] == 'o';
        boolean empty = end - value <= 2 || scanner.at(value) == 'n';
        if (!role && !empty) {
            tally.content(scanner.at(value) == '"' ? end - value - 2 : Math.max(1, (end - value) / 2));
        }
        return end;
    }

    private static FinishReason reason(byte initial) {
        return switch (initial) {
            case 'l' -> FinishReason.LENGTH;
            case 't', 'f' -> FinishReason.TOOL_CALLS;
            case 'c' -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.STOP;
        };
    }

    private boolean hasCost(Frame frame) {
        JsonScanner scanner = new JsonScanner(frame.bytes(), frame.offset() + frame.length());
        int end = scanner.skipValue(usageStart, DEPTH);
        JsonIndex usage = JsonIndex.of(frame.bytes(), usageStart, end - usageStart);
        return usage.count() == 0 || usage.find("cost") >= 0;
    }
}
