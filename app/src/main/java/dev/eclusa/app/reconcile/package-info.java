/**
 * Our sums by day beside a provider's own figures: reading what a provider hands out (usage and cost reports, invoices),
 * finding which model is which, and telling the differences. Amounts are exact decimals throughout.
 */
@NullMarked
package dev.eclusa.app.reconcile;

import org.jspecify.annotations.NullMarked;
