package dev.eclusa.router.trial;

import dev.eclusa.router.ClientSide;
import java.util.Map;

/** The client of a call whose answer nobody waits for. */
final class Unheard implements ClientSide {
    private final Runnable over;

    /** Tells when the answer was complete. */
    Unheard(Runnable over) {
        this.over = over;
    }

    @Override
    public void answer(int status, Map<String, String> headers, byte[] body) {
        over.run();
    }

    @Override
    public void begin(Map<String, String> headers, byte[] first) {}

    @Override
    public void write(byte[] bytes) {}

    @Override
    public void end(byte[] last) {
        over.run();
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void onRoom(Runnable action) {}

    @Override
    public void onGone(Runnable action) {}
}
