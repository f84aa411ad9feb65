package dev.eclusa.protocol;

import dev.eclusa.core.chat.Content;
import java.util.Optional;

/** {@code data:} URLs, which carry the thing itself. */
public final class DataUrl {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64,";

    private DataUrl() {}

    /**
     * What a URL points to: the data inside it, or an address.
     *
     * @param bare media type of a text that is no URL at all but bare base64, and of addresses; empty where that is
     *     always an address of unknown type
     */
    public static Content.Source source(String url, Optional<String> bare) {
        int data = url.indexOf(BASE64);
        if (url.startsWith(SCHEME) && data > 0) {
            String type = url.substring(SCHEME.length(), data);
            int parameter = type.indexOf(';');
            return inline(parameter < 0 ? type : type.substring(0, parameter), url.substring(data + BASE64.length()));
        }
        if (bare.isPresent() && !url.contains(":")) {
            return inline(bare.get(), url);
        }
        return new Content.Source.Url(url, bare);
    }

    /** The URL that carries the data. */
    public static String of(Content.Source.Inline inline) {
        return SCHEME + inline.mediaType() + BASE64 + inline.base64();
    }

    private static Content.Source inline(String mediaType, String base64) {
        boolean broken = base64.chars().anyMatch(c -> c <= ' ');
        return new Content.Source.Inline(mediaType, broken ? base64.replaceAll("\\s", "") : base64);
    }
}
