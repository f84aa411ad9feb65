/** Providers as data: where each is, how it proves who calls, and its quirks. */
@NullMarked
package dev.eclusa.engine.provider;

import org.jspecify.annotations.NullMarked;
