package dev.eclusa.store.journal;

/** Reads what a {@link RecordWriter} laid out, in the same order. */
final class RecordReader {
    private final byte[] bytes;
    private int position;

    RecordReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean flag() {
        return number() != 0;
    }

    int small() {
        return Math.toIntExact(number());
    }

    long number() {
        long rest = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes[position++];
            rest |= (next & 0x7fL) << shift;
            if (next >= 0) {
                break;
            }
        }
        return (rest >>> 1) ^ -(rest & 1);
    }

    String text() {
        int length = small();
        String text = RecentTexts.of(bytes, position, length);
        position += length;
        return text;
    }
}
