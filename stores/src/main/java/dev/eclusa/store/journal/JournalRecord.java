package dev.eclusa.store.journal;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;

/** What the journal holds: two records a call, joined by its id. */
sealed interface JournalRecord {
    /** A call is about to leave for a provider. */
    record Begun(CallBegin begin) implements JournalRecord {}

    /** A call ended; the row is whole, so that it can be stored even where its begin cannot be read. */
    record Settled(CallRow row) implements JournalRecord {}
}
