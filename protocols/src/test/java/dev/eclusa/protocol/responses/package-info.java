/** What the dialect of the same name does alone. */
@NullMarked
package dev.eclusa.protocol.responses;

import org.jspecify.annotations.NullMarked;
