/** Bytes of a body cut into frames: server-sent events, lines, array elements, or one whole document. */
@NullMarked
package dev.eclusa.protocol.frame;

import org.jspecify.annotations.NullMarked;
