/** The dialect of the same name, in both directions. */
@NullMarked
package dev.eclusa.protocol.cohere;

import org.jspecify.annotations.NullMarked;
