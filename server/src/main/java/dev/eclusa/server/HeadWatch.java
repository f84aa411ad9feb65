package dev.eclusa.server;

import dev.eclusa.router.Deadlines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Watches request heads as they arrive on one connection, before they are decoded: one that is not complete in time ends
 * the connection, and so does a folded header (RFC 9112, 5.2), which servers and proxies read differently.
 */
final class HeadWatch extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<HeadWatch> KEY = AttributeKey.valueOf(HeadWatch.class, "head");
    private static final byte[] FOLDED = refusal(
            "400 Bad Request",
            "",
            "{\"error\":{\"message\":\"A header is folded over several lines.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"bad_request\"}}");
    private static final byte[] CROWDED = refusal(
            "503 Service Unavailable",
            "retry-after: 1\r\n",
            "{\"error\":{\"message\":\"The gateway has as many connections as it can carry. Try again in a second.\",\"type\":\"server_error\",\"param\":null,\"code\":\"overloaded\"}}");

    private final Deadlines deadlines;
    private final long limitNanos;
    private final Channel channel;
    private boolean expecting = true;
    private boolean begun;
    private boolean lineEnded;
    private long latestNanos;
    private final Limit limit = new Limit();
    private final boolean crowded;

    private HeadWatch(Deadlines deadlines, Duration limit, Channel channel, boolean crowded) {
        this.crowded = crowded;
        this.deadlines = deadlines;
        this.limitNanos = limit.toNanos();
        this.channel = channel;
        this.latestNanos = System.nanoTime() + limitNanos;
    }

    /**
     * Watches a new connection.
     *
     * @param crowded whether there are too many already, so that its first request is refused
     */
    static void install(HttpConnection connection, Deadlines deadlines, Duration limit, boolean crowded) {
        if (connection instanceof ConnectionBase base) {
            Channel channel = base.channel();
            HeadWatch watch = new HeadWatch(deadlines, limit, channel, crowded);
            channel.attr(KEY).set(watch);
            channel.pipeline().addFirst("head", watch);
            deadlines.add(watch.limit);
        }
    }

    /** A request on the connection was read to its end: the next bytes are another head. */
    static void requestRead(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            HeadWatch watch = base.channel().attr(KEY).get();
            if (watch != null) {
                watch.expecting = true;
                watch.begun = false;
                watch.lineEnded = false;
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (crowded) {
            refuse(context, message, CROWDED);
        } else if (expecting && message instanceof ByteBuf bytes && isFolded(bytes)) {
            refuse(context, message, FOLDED);
        } else {
            super.channelRead(context, message);
        }
    }

    private void refuse(ChannelHandlerContext context, Object message, byte[] refusal) {
        expecting = false;
        ReferenceCountUtil.release(message);
        context.writeAndFlush(Unpooled.wrappedBuffer(refusal)).addListener(ChannelFutureListener.CLOSE);
    }

    private static byte[] refusal(String status, String header, String json) {
        return ("HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\n" + header + "content-length: "
                        + json.length() + "\r\nconnection: close\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        deadlines.remove(limit);
        super.channelInactive(context);
    }

    /** A head that is not complete in time ends its connection. */
    private final class Limit extends Deadlines.Waiting {
        @Override
        protected long deadlineNanos() {
            return latestNanos;
        }

        @Override
        protected void expired() {
            channel.close();
        }
    }

    /** Looks for the head's end, line by line; a line that begins with white space folds the one before it. */
    private boolean isFolded(ByteBuf bytes) {
        if (!begun) {
            begun = true;
            latestNanos = System.nanoTime() + limitNanos;
            deadlines.add(limit);
        }
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (at < end) {
            if (lineEnded) {
                byte first = bytes.getByte(at);
                if (first == ' ' || first == '\t') {
                    return true;
                }
                if (first == '\r' || first == '\n') {
                    expecting = false;
                    deadlines.remove(limit);
                    return false;
                }
            }
            int newline = bytes.indexOf(at, end, (byte) '\n');
            lineEnded = newline >= 0;
            at = newline < 0 ? end : newline + 1;
        }
        return false;
    }
}
