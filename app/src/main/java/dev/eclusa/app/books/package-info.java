/** Commands that look into the database of a gateway, running or not: usage, audit, backups. */
@NullMarked
package dev.eclusa.app.books;

import org.jspecify.annotations.NullMarked;
