package dev.eclusa.store.journal;

import dev.eclusa.core.ledger.CallRow;
import java.util.List;

/** Where the drainer puts rows. Whatever fails is tried again; nothing is lost by it. */
public interface CallSink {
    /** Makes it ready; called before anything else, again after each failure. */
    void open() throws Exception;

    /**
     * Stores rows in one transaction, those that are not there yet.
     *
     * @return how many were new
     */
    int store(List<CallRow> rows) throws Exception;

    /** Makes what was stored survive a loss of power; called before a segment is removed. */
    void secure() throws Exception;
}
