package dev.eclusa.router;

import dev.eclusa.protocol.ByteSink;

/** A copy of what passes, for whoever asks the same; given up where it becomes too long. */
final class Copy {
    private static final int USUAL = 4096;

    private final ByteSink bytes;
    private boolean goesOn;
    private final int longest;

    /** A copy of up to so many bytes; of none at all for 0. */
    Copy(int longest) {
        this.longest = longest;
        this.goesOn = longest > 0;
        this.bytes = new ByteSink(goesOn ? USUAL : 0);
    }

    void add(byte[] more, int length) {
        if (goesOn && bytes.length() + length <= longest) {
            bytes.write(more, 0, length);
        } else if (goesOn) {
            goesOn = false;
            bytes.take();
        }
    }

    /** All that passed; empty where it was too long. */
    byte[] take() {
        return bytes.take();
    }
}
