/** Wiring, command line, main. */
@NullMarked
package dev.eclusa.app;

import org.jspecify.annotations.NullMarked;
