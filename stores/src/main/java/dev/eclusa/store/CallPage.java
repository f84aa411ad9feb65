package dev.eclusa.store;

import dev.eclusa.core.ledger.CallRow;
import java.util.List;
import java.util.OptionalLong;

/**
 * A page of the ledger.
 *
 * @param calls rows, newest first
 * @param next what {@link CallQuery#before(long)} takes for the page after, empty at the end
 */
public record CallPage(List<CallRow> calls, OptionalLong next) {
    public CallPage {
        calls = List.copyOf(calls);
    }
}
