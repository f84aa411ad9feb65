package dev.eclusa.router.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a provider, carrying one call at a time. Stands in the channel's pipeline before Vert.x' own handler, which
 * made the connection and hears of its end, but never sees a byte.
 */
public final class ProviderConnection extends ChannelInboundHandlerAdapter {
    private final AddressPool pool;
    private final byte[] scratch;
    private final AnswerReader reader = new AnswerReader();
    private @Nullable ChannelHandlerContext channel;
    private @Nullable Exchange exchange;
    private boolean isHeadTold;
    private long idleSinceNanos;

    ProviderConnection(AddressPool pool, byte[] scratch) {
        this.pool = pool;
        this.scratch = scratch;
    }

    /** Sends a request, whose answer the exchange hears. */
    public void start(Exchange caller, ByteBuf request) {
        exchange = caller;
        isHeadTold = false;
        reader.begin();
        ChannelHandlerContext context = channel();
        context.writeAndFlush(request, context.voidPromise());
    }

    /** Where requests to be written on it are made. */
    public io.netty.buffer.ByteBufAllocator allocator() {
        return channel().alloc();
    }

    /** Goes back to the pool unused. */
    public void release() {
        pool.idle(this);
    }

    /** Ends it, and with it the call it carries, of which nothing more is heard. */
    public void close() {
        exchange = null;
        channel().close();
    }

    /** Reads no more until {@link #resume}. What was read already is still handed on. */
    public void pause() {
        channel().channel().config().setAutoRead(false);
    }

    /** Reads on. */
    public void resume() {
        channel().channel().config().setAutoRead(true);
    }

    void idleSince(long nanos) {
        idleSinceNanos = nanos;
    }

    long idleSince() {
        return idleSinceNanos;
    }

    boolean isOpen() {
        return channel().channel().isActive();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (bytes.isReadable()) {
                int count = Math.min(bytes.readableBytes(), scratch.length);
                bytes.readBytes(scratch, 0, count);
                if (!take(count)) {
                    return;
                }
            }
        } finally {
            ReferenceCountUtil.release(bytes);
        }
    }

    /** Hands on what a read brought; false when nothing more is wanted from here. */
    private boolean take(int count) {
        Exchange hearing = exchange;
        if (hearing == null) {
            close();
            return false;
        }
        int body;
        try {
            body = reader.read(scratch, count);
        } catch (MalformedAnswer malformed) {
            fail(malformed);
            return false;
        }
        AnswerHead head = reader.head();
        if (head != null && !isHeadTold) {
            isHeadTold = true;
            hearing.head(head);
        }
        if (body > 0 && exchange != null) {
            hearing.bytes(scratch, body);
        }
        if (exchange == null) {
            return false;
        }
        if (reader.hasEnded()) {
            end(hearing);
            return false;
        }
        return true;
    }

    private void end(Exchange hearing) {
        exchange = null;
        if (reader.isReusable()) {
            resume();
            pool.idle(this);
        } else {
            channel().close();
        }
        hearing.ended();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // nothing was handed on, so there is nothing to complete behind this handler
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        pool.closed(this);
        Exchange hearing = exchange;
        if (hearing != null && reader.endsWithConnection()) {
            exchange = null;
            hearing.ended();
        } else {
            fail(new ConnectionClosed());
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        Exchange hearing = exchange;
        close();
        if (hearing != null) {
            hearing.failed(cause);
        }
    }

    private ChannelHandlerContext channel() {
        return java.util.Objects.requireNonNull(channel, "in a pipeline");
    }
}
