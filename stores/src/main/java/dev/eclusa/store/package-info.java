/** State that outlives the process: the ledger's store and the data directory. */
@NullMarked
package dev.eclusa.store;

import org.jspecify.annotations.NullMarked;
