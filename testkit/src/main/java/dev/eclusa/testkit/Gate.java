package dev.eclusa.testkit;

import java.util.concurrent.CompletableFuture;

/** A gate a scripted reply waits at until the test opens it. Opens once and stays open. */
public final class Gate {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> reached = new CompletableFuture<>();

    /** Lets every reply waiting here, now or later, go on. */
    public void open() {
        opened.complete(null);
    }

    /** Completes when the first reply has come to this gate: everything before it has been written. */
    public CompletableFuture<Void> reached() {
        return reached.copy();
    }

    CompletableFuture<Void> arrive() {
        reached.complete(null);
        return opened;
    }
}
