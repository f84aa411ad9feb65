/** The dialect of the same name, in both directions. */
@NullMarked
package dev.eclusa.protocol.openai;

import org.jspecify.annotations.NullMarked;
