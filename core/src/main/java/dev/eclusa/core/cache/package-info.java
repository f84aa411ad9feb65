/** Answers that are kept, and where. */
@NullMarked
package dev.eclusa.core.cache;

import org.jspecify.annotations.NullMarked;
