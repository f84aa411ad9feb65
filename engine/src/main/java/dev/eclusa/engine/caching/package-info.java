/** Answers kept for whoever asks the same again. No I/O; safe for several threads. */
@NullMarked
package dev.eclusa.engine.caching;

import org.jspecify.annotations.NullMarked;
