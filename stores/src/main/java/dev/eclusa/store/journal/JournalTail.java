package dev.eclusa.store.journal;

import dev.eclusa.core.ledger.CallRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of the journal as its one reader follows it. */
final class JournalTail {
    private final Journal journal;
    private final OpenCalls open = new OpenCalls();
    private Segment segment;
    private long position;
    private long records;

    JournalTail(Journal journal) {
        this.journal = journal;
        this.segment = journal.segments().getFirst();
    }

    /** Whether there are records to read. */
    boolean hasNext() {
        return journal.records() > records;
    }

    /** How many records were read. */
    long records() {
        return records;
    }

    /** The rows that settled since, at most so many. */
    List<CallRow> next(int most) {
        List<CallRow> rows = new ArrayList<>();
        while (rows.size() < most && advance()) {
            Segment.Found found = segment.read(position);
            if (!(found instanceof Segment.Found.Whole whole)) {
                throw new IllegalStateException("The journal was changed by somebody else: " + segment.file());
            }
            take(whole.payload(), rows);
            position = whole.next();
            records++;
        }
        return rows;
    }

    private boolean advance() {
        Optional<Segment> successor = segment.successor();
        while (position == segment.end() && successor.isPresent()) {
            segment = successor.get();
            position = 0;
            successor = segment.successor();
        }
        return position < segment.end();
    }

    /** Of a call that began, only its id matters here: what else is known of it comes again when it settles. */
    private void take(byte[] payload, List<CallRow> rows) {
        Optional<String> began = Records.begun(payload);
        if (began.isPresent()) {
            open.begun(began.get(), segment);
            return;
        }
        switch (Records.read(payload)) {
            case JournalRecord.Begun begun -> open.begun(begun.begin().callId(), segment);
            case JournalRecord.Settled settled -> rows.add(settled.row());
        }
    }

    /** Says that rows are stored. */
    void stored(List<CallRow> rows) {
        rows.forEach(row -> open.settled(row.begin().callId()));
    }

    /** Segments that are read to their end and whose calls have all been stored; those still to be read are none. */
    List<Segment> finished() {
        return journal.segments().stream()
                .takeWhile(candidate -> candidate != segment)
                .filter(open::none)
                .toList();
    }

    /** Whether the last segment has nothing that is not stored, either. */
    boolean lastIsFinished() {
        return !hasNext() && open.none(segment);
    }

    Segment last() {
        return segment;
    }
}
