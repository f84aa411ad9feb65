/** What is particular to providers on the operator's own machines. */
@NullMarked
package dev.eclusa.app.local;

import org.jspecify.annotations.NullMarked;
