package dev.eclusa.app.log;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines from any thread without waiting, and writes them on a thread of its own. A line that finds the ring full is
 * left out and counted.
 */
final class LogWriter implements AutoCloseable {
    private static final int ROOM = 4096;

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(ROOM);
    private final LongAdder lost = new LongAdder();
    private final Format format;
    private final PrintStream out;
    private final Thread thread;
    private @Nullable RotatedFile file;
    private volatile boolean closed;

    /** What waits: a line to be made, or the wish to wake up and end. */
    private sealed interface Entry {
        record Unwritten(Supplier<Line> line) implements Entry {}

        record End() implements Entry {}
    }

    LogWriter(Format format, PrintStream out, Optional<RotatedFile> file) {
        this.format = format;
        this.out = out;
        this.file = file.orElse(null);
        this.thread = Thread.ofPlatform().daemon().name("log").start(this::work);
    }

    /** Takes a line, made when it is written. */
    void write(Supplier<Line> line) {
        if (!waiting.offer(new Entry.Unwritten(line))) {
            lost.increment();
        }
    }

    private void work() {
        List<Entry> batch = new ArrayList<>();
        while (!closed || !waiting.isEmpty()) {
            try {
                batch.add(waiting.take());
            } catch (InterruptedException ending) {
                closed = true;
            }
            waiting.drainTo(batch);
            writeAll(batch);
            batch.clear();
        }
    }

    private void writeAll(List<Entry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Entry entry : batch) {
            switch (entry) {
                case Entry.Unwritten unwritten -> append(text, unwritten.line());
                case Entry.End end -> {}
            }
        }
        long missing = lost.sumThenReset();
        if (missing > 0) {
            append(text, () -> Line.of(Instant.now(), Severity.WARN, missing + " lines were left out."));
        }
        out.print(text);
        out.flush();
        writeFile(text.toString());
    }

    private void append(StringBuilder text, Supplier<Line> line) {
        try {
            text.append(format.written(line.get())).append('\n');
        } catch (RuntimeException unwritable) {
            text.append("A line of the log could not be written: ")
                    .append(unwritable.getClass().getName())
                    .append('\n');
        }
    }

    private void writeFile(String text) {
        RotatedFile open = file;
        if (open == null) {
            return;
        }
        try {
            open.write(text);
        } catch (IOException failed) {
            file = null;
            out.println("The log file cannot be written any more ("
                    + failed.getClass().getSimpleName() + "): is the disk full? Lines go to standard error only.");
        }
    }

    /** Writes what waits and ends. */
    @Override
    public void close() {
        closed = true;
        waiting.offer(new Entry.End());
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
