/** Everything that can go wrong with a call, and whose fault it is. */
@NullMarked
package dev.eclusa.core.failure;

import org.jspecify.annotations.NullMarked;
