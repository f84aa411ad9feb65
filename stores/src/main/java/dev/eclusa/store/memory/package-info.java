/** What is kept in this process's memory only. */
@NullMarked
package dev.eclusa.store.memory;

import org.jspecify.annotations.NullMarked;
