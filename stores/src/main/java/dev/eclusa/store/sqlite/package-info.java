/** The embedded database: rows, daily sums, small state. */
@NullMarked
package dev.eclusa.store.sqlite;

import org.jspecify.annotations.NullMarked;
