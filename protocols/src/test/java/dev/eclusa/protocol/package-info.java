/** Tests that all dialects share. */
@NullMarked
package dev.eclusa.protocol;

import org.jspecify.annotations.NullMarked;
