package dev.eclusa.core.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * A vector as the text its provider wrote, so that no digit of it changes on the way.
 *
 * @param numbers a JSON array of numbers without white space: {@code [0.1,-2e-5]}
 */
public record Vector(String numbers) {
    /** How many numbers it has. */
    public int size() {
        if (numbers.length() <= 2) {
            return 0;
        }
        return 1 + (int) numbers.chars().filter(character -> character == ',').count();
    }

    /**
     * The same in base64 of its numbers as little-endian 32-bit floats (IEEE 754), as OpenAI's interface writes it. Each
     * number is rounded once, from its text.
     */
    public String base64() {
        ByteBuffer floats = ByteBuffer.allocate(size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int from = 1;
        while (floats.hasRemaining()) {
            int comma = numbers.indexOf(',', from);
            int to = comma < 0 ? numbers.length() - 1 : comma;
            floats.putFloat(Float.parseFloat(numbers.substring(from, to)));
            from = to + 1;
        }
        return Base64.getEncoder().encodeToString(floats.array());
    }

    @Override
    public String toString() {
        return numbers;
    }
}
