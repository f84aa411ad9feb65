package dev.eclusa.protocol.frame;

import dev.eclusa.protocol.ByteSink;
import dev.eclusa.protocol.MalformedAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * One message of {@code application/vnd.amazon.eventstream}: total length, length of its headers, CRC-32 of those eight
 * bytes, headers, payload, CRC-32 of all before it; numbers are big-endian (Amazon's documentation of event stream
 * encoding, and the frames recorded from Bedrock).
 */
public final class BinaryMessage {
    /** The media type of a stream of them. */
    public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    /** Before the name of a frame that is an exception and no event. */
    public static final String EXCEPTION = "exception:";

    private static final int PRELUDE = 12;
    private static final int CHECKSUM = 4;
    private static final int LEAST = PRELUDE + CHECKSUM;
    private static final int TEXT = 7;

    private BinaryMessage() {}

    /**
     * How long the message is that begins here; 0 when too little of it is there to tell.
     *
     * @throws MalformedAnswer when no message begins here, or one longer than the limit
     */
    static int length(byte[] bytes, int start, int end, int most) {
        if (end - start < PRELUDE) {
            return 0;
        }
        ByteBuffer prelude = ByteBuffer.wrap(bytes, start, PRELUDE);
        int total = prelude.getInt();
        int headers = prelude.getInt();
        if (prelude.getInt() != checksum(bytes, start, PRELUDE - CHECKSUM)) {
            throw new MalformedAnswer("The provider sent an event whose head has a wrong checksum.");
        }
        if (headers < 0 || total < LEAST || headers > total - LEAST) {
            throw new MalformedAnswer("The provider sent an event whose lengths contradict each other.");
        }
        if (total > most) {
            throw new MalformedAnswer("The provider sent an event larger than the limit of " + most + " bytes.");
        }
        return total;
    }

    /** The message of a known length; its name is the event's, or the exception's behind {@link #EXCEPTION}. */
    static Frame frame(byte[] bytes, int start, int length) {
        int sum = start + length - CHECKSUM;
        if (ByteBuffer.wrap(bytes, sum, CHECKSUM).getInt() != checksum(bytes, start, length - CHECKSUM)) {
            throw new MalformedAnswer("The provider sent an event with a wrong checksum.");
        }
        int payload = start + PRELUDE + ByteBuffer.wrap(bytes, start + 4, 4).getInt();
        Map<String, String> headers = headers(ByteBuffer.wrap(bytes, start + PRELUDE, payload - start - PRELUDE));
        return switch (headers.getOrDefault(":message-type", "event")) {
            case "exception" -> new Frame(named(headers, ":exception-type"), bytes, payload, sum - payload);
            case "error" -> error(headers);
            default -> new Frame(headers.getOrDefault(":event-type", ""), bytes, payload, sum - payload);
        };
    }

    /** An error that is none of the interface's own has its words in its headers. */
    private static Frame error(Map<String, String> headers) {
        String message = headers.getOrDefault(":error-message", "").replaceAll("[\"\\\\\\p{Cntrl}]", " ");
        return Frame.of(named(headers, ":error-code"), "{\"message\":\"" + message + "\"}");
    }

    private static String named(Map<String, String> headers, String header) {
        return EXCEPTION + headers.getOrDefault(header, "");
    }

    private static Map<String, String> headers(ByteBuffer bytes) {
        Map<String, String> headers = new LinkedHashMap<>();
        try {
            while (bytes.hasRemaining()) {
                String name = text(bytes, bytes.get() & 0xFF);
                value(bytes, name, headers);
            }
        } catch (java.nio.BufferUnderflowException cut) {
            throw new MalformedAnswer("The provider sent an event whose headers are cut.");
        }
        return headers;
    }

    /** Only texts mean anything here; the other types (truth values, numbers, bytes, times, ids) are passed over. */
    private static void value(ByteBuffer bytes, String name, Map<String, String> into) {
        int type = bytes.get();
        switch (type) {
            case 0, 1 -> {}
            case 2 -> bytes.get();
            case 3 -> bytes.getShort();
            case 4 -> bytes.getInt();
            case 5, 8 -> bytes.getLong();
            case 6 -> text(bytes, bytes.getShort() & 0xFFFF);
            case TEXT -> into.put(name, text(bytes, bytes.getShort() & 0xFFFF));
            case 9 -> text(bytes, 16);
            default -> throw new MalformedAnswer("The provider sent an event with a header of an unknown type.");
        }
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Writes an event whose payload is JSON. */
    public static void event(String type, byte[] json, ByteSink out) {
        write(Map.of(":message-type", "event"), ":event-type", type, json, out);
    }

    /** Writes an exception whose payload is JSON; nothing may follow it. */
    public static void exception(String type, byte[] json, ByteSink out) {
        write(Map.of(":message-type", "exception"), ":exception-type", type, json, out);
    }

    private static void write(Map<String, String> kind, String named, String type, byte[] json, ByteSink out) {
        ByteSink headers = new ByteSink(128);
        header(named, type, headers);
        header(":content-type", "application/json", headers);
        kind.forEach((name, value) -> header(name, value, headers));
        byte[] written = headers.take();
        int total = LEAST + written.length + json.length;
        ByteBuffer message = ByteBuffer.allocate(total).putInt(total).putInt(written.length);
        message.putInt(checksum(message.array(), 0, PRELUDE - CHECKSUM))
                .put(written)
                .put(json);
        message.putInt(checksum(message.array(), 0, total - CHECKSUM));
        out.write(message.array());
    }

    private static void header(String name, String value, ByteSink out) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        byte[] fits = bytes.length > 0xFFFF ? Arrays.copyOf(bytes, 0xFFFF) : bytes;
        out.write((char) name.length()).write(name).write((char) TEXT);
        out.write((char) (fits.length >> 8)).write((char) (fits.length & 0xFF)).write(fits);
    }

    private static int checksum(byte[] bytes, int start, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, start, length);
        return (int) sum.getValue();
    }
}
