/** The databases, SQLite and PostgreSQL, with the same tables: rows, daily sums, accounts, small state. */
@NullMarked
package dev.eclusa.store.sql;

import org.jspecify.annotations.NullMarked;
