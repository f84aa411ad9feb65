/** The memory-mapped journal: what was written to it survives the death of the process. */
@NullMarked
package dev.eclusa.store.journal;

import org.jspecify.annotations.NullMarked;
