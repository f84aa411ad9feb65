/** Texts turned into vectors: what is asked and what is answered, independent of any provider's wire format. */
@NullMarked
package dev.eclusa.core.embed;

import org.jspecify.annotations.NullMarked;
