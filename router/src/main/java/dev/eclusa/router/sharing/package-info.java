/** Limits and budgets that several gateways keep together. */
@NullMarked
package dev.eclusa.router.sharing;

import org.jspecify.annotations.NullMarked;
