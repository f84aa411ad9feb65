package dev.eclusa.protocol;

import dev.eclusa.protocol.json.JsonIndex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Edits of a JSON object made in its bytes: everything not named stays exactly as it came. */
public final class BodyEditor {
    /** Shared by all editors that remove nothing; never changed. */
    private static final BitSet NOTHING = new BitSet(0);

    private final JsonIndex index;
    private final List<Edit> edits = new ArrayList<>(2);
    private BitSet removed = NOTHING;

    private record Edit(int start, int end, byte[] replacement) {}

    /** Edits the indexed body; the original is not touched. */
    public BodyEditor(JsonIndex index) {
        this.index = index;
    }

    /** Sets a member to a JSON text, in place, or as a new first member. */
    public BodyEditor set(String name, String json) {
        int member = index.find(name);
        if (member >= 0) {
            return replace(index.valueStart(member), index.valueEnd(member), json);
        }
        String separator = index.count() == 0 ? "" : ",";
        int first = index.openBrace() + 1;
        return replace(first, first, '"' + name + "\":" + json + separator);
    }

    /** Takes a member out, with the comma that belongs to it. */
    public BodyEditor remove(String name) {
        int member = index.find(name);
        if (member >= 0) {
            if (removed == NOTHING) {
                removed = new BitSet();
            }
            removed.set(member);
        }
        return this;
    }

    /** Members side by side go together: the comma that belongs to them is before them only where nothing is behind. */
    private void cutRemoved() {
        int first = removed.nextSetBit(0);
        while (first >= 0) {
            int next = removed.nextClearBit(first);
            boolean last = next == index.count();
            int start = last && first > 0 ? index.valueEnd(first - 1) : index.memberStart(first);
            replace(start, last ? index.valueEnd(next - 1) : index.memberStart(next), "");
            first = removed.nextSetBit(next);
        }
        removed = NOTHING;
    }

    /** The edited body. */
    public byte[] bytes() {
        byte[] source = index.bytes();
        cutRemoved();
        if (edits.isEmpty()) {
            return source;
        }
        edits.sort(Comparator.comparingInt(Edit::start));
        ByteSink out = new ByteSink(source.length + 128);
        int from = 0;
        for (Edit edit : edits) {
            out.write(source, from, edit.start() - from).write(edit.replacement());
            from = edit.end();
        }
        return out.write(source, from, source.length - from).take();
    }

    private BodyEditor replace(int start, int end, String json) {
        edits.add(new Edit(start, end, json.getBytes(StandardCharsets.UTF_8)));
        return this;
    }
}
