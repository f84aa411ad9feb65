/** Dialects: bytes of a wire format to the vocabulary and back, each written once and used on both sides. */
@NullMarked
package dev.eclusa.protocol;

import org.jspecify.annotations.NullMarked;
