package dev.eclusa.router.library;

import dev.eclusa.core.ledger.CallBegin;
import dev.eclusa.core.ledger.CallRow;
import dev.eclusa.core.ledger.Ledger;

/** Keeps no accounts: a program that wants them gives its own {@link Ledger}. */
final class ForgetfulLedger implements Ledger {
    @Override
    public void begin(CallBegin begin) {}

    @Override
    public void settle(CallRow row) {}
}
