package dev.eclusa.router;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Decodes an answer that came compressed although it was asked for as it is. */
final class Inflater {
    private final EmbeddedChannel codec;

    private Inflater(ZlibWrapper wrapper) {
        codec = new EmbeddedChannel(ZlibCodecFactory.newZlibDecoder(wrapper, 0));
    }

    /** A decoder for a content encoding; empty for one that is not known. */
    static Optional<Inflater> of(String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Optional.of(new Inflater(ZlibWrapper.GZIP));
            case "deflate" -> Optional.of(new Inflater(ZlibWrapper.ZLIB_OR_NONE));
            default -> Optional.empty();
        };
    }

    /**
     * Hands out what the bytes decode to.
     *
     * @throws DecompressionException when they are not of the encoding
     */
    void feed(byte[] compressed, int length, Consumer<byte[]> sink) {
        codec.writeInbound(Unpooled.copiedBuffer(compressed, 0, length));
        for (ByteBuf plain = codec.readInbound(); plain != null; plain = codec.readInbound()) {
            byte[] bytes = ByteBufUtil.getBytes(plain);
            plain.release();
            sink.accept(bytes);
        }
    }

    /** Frees what it holds. */
    void close() {
        codec.finishAndReleaseAll();
    }
}
