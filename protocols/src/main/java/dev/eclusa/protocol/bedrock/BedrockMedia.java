package dev.eclusa.protocol.bedrock;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Formats of pictures, sounds and documents, and the media types they are. */
final class BedrockMedia {
    private static final Set<String> IMAGES = Set.of("png", "jpeg", "gif", "webp");
    private static final Set<String> SOUNDS = Set.of(
            "mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "x-aac", "m4a", "mpeg", "mpga", "pcm",
            "webm");
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final Map<String, String> DOCUMENTS = Map.of(
            "pdf", "application/pdf",
            "csv", "text/csv",
            "doc", "application/msword",
            "docx", OFFICE + "wordprocessingml.document",
            "xls", "application/vnd.ms-excel",
            "xlsx", OFFICE + "spreadsheetml.sheet",
            "html", "text/html",
            "txt", "text/plain",
            "md", "text/markdown");

    private BedrockMedia() {}

    static String documentType(String format) {
        return DOCUMENTS.getOrDefault(format, "application/" + format);
    }

    /** The format of a document; words of any other kind are plain ones. */
    static Optional<String> documentFormat(String mediaType) {
        String bare = bare(mediaType);
        return DOCUMENTS.entrySet().stream()
                .filter(known -> known.getValue().equals(bare))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> bare.startsWith("text/") ? Optional.of("txt") : Optional.empty());
    }

    static Optional<String> imageFormat(String mediaType) {
        String bare = bare(mediaType).replace("image/", "");
        return Optional.of(bare.equals("jpg") ? "jpeg" : bare).filter(IMAGES::contains);
    }

    static Optional<String> audioFormat(String mediaType) {
        String bare = bare(mediaType).replace("audio/", "");
        return Optional.of(bare.equals("x-wav") || bare.equals("wave") ? "wav" : bare)
                .filter(SOUNDS::contains);
    }

    private static String bare(String mediaType) {
        return mediaType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    }
}
