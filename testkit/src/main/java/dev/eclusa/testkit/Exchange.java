package dev.eclusa.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A recorded exchange with a real provider.
 *
 * @param entry its row in the index
 * @param method the request's method
 * @param requestUrl the full URL asked, empty where only the answer was recorded
 * @param requestHeaders the headers the recording kept, secrets gone
 * @param requestBody the request's body as text, empty where there was none
 * @param status the answer's status
 * @param headers the answer's headers
 * @param body the answer's body
 */
public record Exchange(
        CorpusEntry entry,
        String method,
        String requestUrl,
        List<Header> requestHeaders,
        String requestBody,
        int status,
        List<Header> headers,
        RecordedBody body) {
    private static final Set<String> FRAMING =
            Set.of("transfer-encoding", "content-length", "content-encoding", "connection");

    /** This answer for a {@link ScriptedProvider} to give: framing headers replaced, lost framing made anew. */
    public Reply reply() {
        return switch (body) {
            case RecordedBody.Document document -> fixed(document.text().getBytes(StandardCharsets.UTF_8));
            case RecordedBody.Nothing nothing -> fixed(new byte[0]);
            case RecordedBody.Events events -> streamed(kept(), Step.send(events.text()));
            case RecordedBody.Binary binary -> streamed(kept(), Step.send(binary.bytes()));
            case RecordedBody.Chunks chunks ->
                streamed(
                        Header.list("content-type", "text/event-stream"),
                        chunks.payloads().stream().map(Exchange::asEvent).toArray(Step[]::new));
        };
    }

    private Reply fixed(byte[] bytes) {
        return new Reply.Fixed(status, kept(), bytes);
    }

    private Reply streamed(List<Header> headers, Step... steps) {
        return new Reply.Streamed(status, headers, new Framing.Chunked(), List.of(steps), Ending.COMPLETE);
    }

    /** Events that carry their name in {@code type} (Anthropic, Responses) get an event line, as those APIs send it. */
    private static Step asEvent(String payload) {
        return Corpus.text(payload, "type")
                .map(type -> Step.event(type, payload))
                .orElseGet(() -> Step.data(payload));
    }

    private List<Header> kept() {
        return headers.stream()
                .filter(header -> !FRAMING.contains(header.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    @Override
    public String toString() {
        return entry.file();
    }
}
