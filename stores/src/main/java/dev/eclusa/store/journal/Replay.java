package dev.eclusa.store.journal;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.Attempt;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores what an earlier process left in the journal. It may be repeated from the start after any failure: rows that are
 * stored already change nothing, and files go only at the end.
 */
final class Replay {
    private static final int BATCH = 1000;

    private final List<Path> files;
    private final CallSink sink;
    private final Map<String, CallBegin> begun = new LinkedHashMap<>();
    private final Set<Path> damaged = new HashSet<>();
    private final List<CallRow> batch = new ArrayList<>();
    private int stored;

    private Replay(List<Path> files, CallSink sink) {
        this.files = files.stream().filter(Files::exists).toList();
        this.sink = sink;
    }

    static OpenReport of(List<Path> files, CallSink sink) throws Exception {
        long start = System.nanoTime();
        Replay replay = new Replay(files, sink);
        int recovered = replay.settled();
        int interrupted = replay.interrupted();
        List<Path> aside = replay.clear();
        return new OpenReport(recovered, interrupted, aside, Duration.ofNanos(System.nanoTime() - start));
    }

    private int settled() throws Exception {
        for (Path file : files) {
            try (Segment segment = Segment.open(file)) {
                read(segment);
            }
        }
        return flushed();
    }

    private int interrupted() throws Exception {
        for (CallBegin begin : begun.values()) {
            add(interrupted(begin));
        }
        return flushed();
    }

    private void read(Segment segment) throws Exception {
        for (long position = 0; ; ) {
            switch (segment.read(position)) {
                case Segment.Found.Whole whole -> {
                    if (!understood(whole.payload(), segment)) {
                        return;
                    }
                    position = whole.next();
                }
                case Segment.Found.End end -> {
                    return;
                }
                case Segment.Found.Corrupt corrupt -> {
                    damaged.add(segment.file());
                    return;
                }
            }
        }
    }

    private boolean understood(byte[] payload, Segment segment) throws Exception {
        JournalRecord record;
        try {
            record = Records.read(payload);
        } catch (RuntimeException unknown) {
            damaged.add(segment.file());
            return false;
        }
        take(record);
        return true;
    }

    private void take(JournalRecord record) throws Exception {
        switch (record) {
            case JournalRecord.Begun call -> begun.put(call.begin().callId(), call.begin());
            case JournalRecord.Settled settled -> {
                begun.remove(settled.row().begin().callId());
                add(settled.row());
            }
        }
    }

    private void add(CallRow row) throws Exception {
        batch.add(row);
        if (batch.size() == BATCH) {
            store();
        }
    }

    private void store() throws Exception {
        if (!batch.isEmpty()) {
            stored += sink.store(batch);
            batch.clear();
        }
    }

    private int flushed() throws Exception {
        store();
        int count = stored;
        stored = 0;
        return count;
    }

    private List<Path> clear() throws Exception {
        sink.secure();
        List<Path> aside = new ArrayList<>();
        for (Path file : files) {
            if (damaged.contains(file)) {
                aside.add(SegmentFile.setAside(file));
            } else {
                Files.deleteIfExists(file);
            }
        }
        return aside;
    }

    /** A call the process died in: charged with the prompt, which may have been sent. */
    private static CallRow interrupted(CallBegin begin) {
        long nanos = begin.estimatedInputCostNanos();
        Optional<Cost> cost = nanos < 0 ? Optional.empty() : Optional.of(new Cost(nanos));
        Usage usage = Usage.of(begin.estimatedInputTokens(), 0);
        Attempt attempt = new Attempt(begin.provider(), begin.model(), Outcome.INTERRUPTED, 0, usage, cost, 0);
        return new CallRow(
                begin,
                begin.provider(),
                begin.model(),
                0,
                Outcome.INTERRUPTED,
                0,
                usage,
                true,
                cost,
                0,
                -1,
                "bypass",
                List.of(attempt),
                "");
    }
}
