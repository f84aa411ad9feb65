/** Tokens counted without a tokenizer: bounds for admission, guesses for what nobody reported. */
@NullMarked
package dev.eclusa.protocol.tokens;

import org.jspecify.annotations.NullMarked;
