/** What is kept in memory. */
@NullMarked
package dev.eclusa.store.memory;

import org.jspecify.annotations.NullMarked;
