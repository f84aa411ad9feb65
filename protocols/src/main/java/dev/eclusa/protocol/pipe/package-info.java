/** From a provider's bytes to a client's: passed through as they are, or translated; either way counted. */
@NullMarked
package dev.eclusa.protocol.pipe;

import org.jspecify.annotations.NullMarked;
