/** What several gateways share through Redis: counters of limits and budgets, and news. */
@NullMarked
package dev.eclusa.store.redis;

import org.jspecify.annotations.NullMarked;
