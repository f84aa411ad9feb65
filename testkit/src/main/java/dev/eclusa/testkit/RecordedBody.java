package dev.eclusa.testkit;

import java.util.List;

/** An answer's body as far as the recording kept it. */
public sealed interface RecordedBody {
    /** A JSON document, as text. */
    record Document(String text) implements RecordedBody {}

    /** Server-sent events with their framing, as text. */
    record Events(String text) implements RecordedBody {}

    /** Payloads of events whose framing was lost, in order. */
    record Chunks(List<String> payloads) implements RecordedBody {}

    /** Bytes that are no text: Bedrock's event stream. */
    record Binary(byte[] bytes) implements RecordedBody {}

    /** Nothing was recorded, or the body was empty. */
    record Nothing() implements RecordedBody {}
}
