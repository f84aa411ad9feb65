/** Asking providers whether they are there. */
@NullMarked
package dev.eclusa.app.probe;

import org.jspecify.annotations.NullMarked;
