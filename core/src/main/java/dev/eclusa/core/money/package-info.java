/** Money in integer nano-dollars, and what models charge. */
@NullMarked
package dev.eclusa.core.money;

import org.jspecify.annotations.NullMarked;
