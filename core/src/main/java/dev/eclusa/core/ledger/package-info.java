/** The account of every call: begun before it leaves, settled exactly once. */
@NullMarked
package dev.eclusa.core.ledger;

import org.jspecify.annotations.NullMarked;
