/** What answers go through on their way. */
@NullMarked
package dev.eclusa.protocol.pipe;

import org.jspecify.annotations.NullMarked;
