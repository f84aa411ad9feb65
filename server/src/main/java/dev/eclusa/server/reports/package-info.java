/** What was used and spent, from sums kept by day: no report reads a row of the ledger. */
@NullMarked
package dev.eclusa.server.reports;

import org.jspecify.annotations.NullMarked;
