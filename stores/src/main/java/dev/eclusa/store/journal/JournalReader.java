package dev.eclusa.store.journal;

import dev.eclusa.core.chat.Usage;
import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Outcome;
import dev.eclusa.core.money.Cost;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the journal from its oldest segment on and joins each call's two records to its row. One thread. */
public final class JournalReader {
    private final Journal journal;
    private final Map<String, Open> open = new HashMap<>();
    private final Map<Long, Integer> openBySegment = new HashMap<>();
    private long segment;
    private long position;

    private record Open(CallBegin begin, long segment) {}

    /** Reads from the beginning. */
    public JournalReader(Journal journal) {
        this.journal = journal;
        this.segment = journal.segments().getFirst().number();
    }

    /**
     * What an earlier process left.
     *
     * @param rows every call of it, those that never settled as interrupted
     * @param files to remove once the rows are stored
     * @param setAside files whose end was corrupt, renamed
     */
    public record Inheritance(List<CallRow> rows, List<Path> files, List<Path> setAside) {}

    /** Reads what an earlier process left, up to a corrupt record in each file. */
    public Inheritance inheritance() throws IOException {
        List<CallRow> rows = new ArrayList<>();
        List<Path> setAside = new ArrayList<>();
        Map<String, CallBegin> begun = new HashMap<>();
        for (Path file : journal.inherited()) {
            try (Segment left = Segment.open(file)) {
                if (!readAll(left, begun, rows)) {
                    Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
                    Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
                    setAside.add(aside);
                }
            }
        }
        begun.values().forEach(begin -> rows.add(interrupted(begin)));
        return new Inheritance(rows, journal.inherited(), setAside);
    }

    private static boolean readAll(Segment left, Map<String, CallBegin> begun, List<CallRow> rows) {
        long at = 0;
        while (true) {
            Segment.Found found = left.read(at);
            if (found.payload().length == 0) {
                return found.next() >= 0;
            }
            at = found.next();
            try {
                switch (Records.read(found.payload())) {
                    case Records.Entry.Begun begin -> begun.put(begin.begin().callId(), begin.begin());
                    case Records.Entry.Settled settled -> {
                        CallBegin begin = begun.remove(settled.callId());
                        if (begin != null) {
                            rows.add(joined(begin, settled.row()));
                        }
                    }
                }
            } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException corrupt) {
                return false;
            }
        }
    }

    /** The rows that settled since the last time, at most so many. */
    public List<CallRow> next(int most) {
        List<CallRow> rows = new ArrayList<>();
        for (Segment candidate : journal.segments()) {
            if (candidate.number() < segment) {
                continue;
            }
            if (candidate.number() > segment) {
                segment = candidate.number();
                position = 0;
            }
            drain(candidate, most, rows);
            if (rows.size() >= most || position < candidate.end()) {
                break;
            }
        }
        return rows;
    }

    private void drain(Segment from, int most, List<CallRow> rows) {
        long end = from.end();
        while (position < end && rows.size() < most) {
            Segment.Found found = from.read(position);
            position = found.next();
            take(Records.read(found.payload()), from.number(), rows);
        }
    }

    private void take(Records.Entry record, long number, List<CallRow> rows) {
        switch (record) {
            case Records.Entry.Begun begun -> {
                open.put(begun.begin().callId(), new Open(begun.begin(), number));
                openBySegment.merge(number, 1, Integer::sum);
            }
            case Records.Entry.Settled settled -> {
                Open begun = open.remove(settled.callId());
                if (begun != null) {
                    openBySegment.merge(begun.segment(), -1, Integer::sum);
                    rows.add(joined(begun.begin(), settled.row()));
                }
            }
        }
    }

    /** Removes segments that are read to their end and whose calls have all settled; call once the rows are stored. */
    public void retire() {
        for (Segment oldest : journal.segments()) {
            boolean done = oldest.number() < segment && openBySegment.getOrDefault(oldest.number(), 0) == 0;
            if (!done || !journal.retireOldest(oldest)) {
                return;
            }
            openBySegment.remove(oldest.number());
        }
    }

    private static CallRow joined(CallBegin begin, CallRow row) {
        return new CallRow(
                begin,
                row.provider(),
                row.model(),
                row.tier(),
                row.outcome(),
                row.status(),
                row.usage(),
                row.usageEstimated(),
                row.cost(),
                row.latencyMillis(),
                row.firstTokenMillis(),
                row.cache(),
                row.attempts(),
                row.decision());
    }

    /** A call the process died in: charged with the prompt, which may have been sent. */
    private static CallRow interrupted(CallBegin begin) {
        long nanos = begin.estimatedInputCostNanos();
        return new CallRow(
                begin,
                begin.provider(),
                begin.model(),
                0,
                Outcome.INTERRUPTED,
                0,
                Usage.of(begin.estimatedInputTokens(), 0),
                true,
                nanos < 0 ? Optional.empty() : Optional.of(new Cost(nanos)),
                0,
                -1,
                "bypass",
                List.of(),
                "");
    }
}
