/** The dialect of the same name, in both directions. */
@NullMarked
package dev.eclusa.protocol.gemini;

import org.jspecify.annotations.NullMarked;
