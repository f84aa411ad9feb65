package dev.eclusa.core.money;

import dev.eclusa.core.chat.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a model charges, in nano-dollars per million tokens of each class.
 *
 * <p>A class without a price of its own is charged as the class that contains it: cached and written prompt tokens as
 * {@code input}, reasoning and audio output as {@code output}. {@link Builder} applies that rule; the record is complete.
 *
 * @param input uncached prompt tokens
 * @param cachedInput prompt tokens read from the provider's cache
 * @param cacheWrite prompt tokens written to the cache for five minutes
 * @param cacheWriteHour prompt tokens written to the cache for an hour
 * @param output generated tokens that are neither reasoning nor audio
 * @param reasoning generated tokens that are thinking
 * @param audioInput prompt tokens that are audio
 * @param audioOutput generated tokens that are audio
 */
public record Price(
        long input,
        long cachedInput,
        long cacheWrite,
        long cacheWriteHour,
        long output,
        long reasoning,
        long audioInput,
        long audioOutput) {

    /** A model that charges nothing, such as one on the operator's own machine. */
    public static final Price FREE = new Price(0, 0, 0, 0, 0, 0, 0, 0);

    private static final long TOKENS_PER_PRICE = 1_000_000;

    /** Starts a price from its two usual figures, in USD per million tokens. */
    public static Builder perMillion(BigDecimal input, BigDecimal output) {
        return new Builder(nanos(input), nanos(output));
    }

    /** USD per million tokens as nano-dollars per million tokens, rounded half up to a whole one. */
    public static long nanos(BigDecimal dollarsPerMillion) {
        return dollarsPerMillion
                .movePointRight(9)
                .setScale(0, java.math.RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** What the usage costs: each class at its price, summed in 128 bits, rounded half up once. */
    public Cost of(Usage usage) {
        long written = usage.cacheWrite() + usage.cacheWriteHour();
        long plainInput = Math.max(0, usage.input() - usage.cachedInput() - written - usage.audioInput());
        long plainOutput = Math.max(0, usage.output() - usage.reasoning() - usage.audioOutput());
        Sum sum = new Sum();
        sum.add(plainInput, input);
        sum.add(usage.cachedInput(), cachedInput);
        sum.add(usage.cacheWrite(), cacheWrite);
        sum.add(usage.cacheWriteHour(), cacheWriteHour);
        sum.add(usage.audioInput(), audioInput);
        sum.add(plainOutput, output);
        sum.add(usage.reasoning(), reasoning);
        sum.add(usage.audioOutput(), audioOutput);
        return new Cost(sum.roundedPerMillion());
    }

    /** A 128-bit sum of products, on two longs: no allocation in the usual case. */
    private static final class Sum {
        private long high;
        private long low;

        void add(long tokens, long price) {
            long product = tokens * price;
            long next = low + product;
            high += Math.multiplyHigh(tokens, price) + (Long.compareUnsigned(next, product) < 0 ? 1 : 0);
            low = next;
        }

        long roundedPerMillion() {
            if (high == 0 && low >= 0 && low <= Long.MAX_VALUE - TOKENS_PER_PRICE) {
                return (low + TOKENS_PER_PRICE / 2) / TOKENS_PER_PRICE;
            }
            BigInteger exact = BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
            return exact.add(BigInteger.valueOf(TOKENS_PER_PRICE / 2))
                    .divide(BigInteger.valueOf(TOKENS_PER_PRICE))
                    .longValueExact();
        }
    }

    /** Collects the prices a provider publishes; what is left out falls back as {@link Price} says. */
    public static final class Builder {
        private final long input;
        private final long output;
        private long cachedInput;
        private long cacheWrite;
        private long cacheWriteHour;
        private long reasoning;
        private long audioInput;
        private long audioOutput;

        private Builder(long input, long output) {
            this.input = input;
            this.output = output;
            this.cachedInput = input;
            this.cacheWrite = input;
            this.cacheWriteHour = input;
            this.reasoning = output;
            this.audioInput = input;
            this.audioOutput = output;
        }

        /** Prompt tokens read from cache, USD per million. */
        public Builder cachedInput(BigDecimal dollars) {
            cachedInput = nanos(dollars);
            return this;
        }

        /** Prompt tokens written to cache for five minutes (and, unless said otherwise, for an hour), USD per million. */
        public Builder cacheWrite(BigDecimal dollars) {
            cacheWrite = nanos(dollars);
            cacheWriteHour = cacheWrite;
            return this;
        }

        /** Prompt tokens written to cache for an hour, USD per million. */
        public Builder cacheWriteHour(BigDecimal dollars) {
            cacheWriteHour = nanos(dollars);
            return this;
        }

        /** Thinking tokens, USD per million. */
        public Builder reasoning(BigDecimal dollars) {
            reasoning = nanos(dollars);
            return this;
        }

        /** Audio prompt tokens, USD per million. */
        public Builder audioInput(BigDecimal dollars) {
            audioInput = nanos(dollars);
            return this;
        }

        /** Audio answer tokens, USD per million. */
        public Builder audioOutput(BigDecimal dollars) {
            audioOutput = nanos(dollars);
            return this;
        }

        /** The complete price. */
        public Price build() {
            return new Price(
                    input, cachedInput, cacheWrite, cacheWriteHour, output, reasoning, audioInput, audioOutput);
        }
    }
}
