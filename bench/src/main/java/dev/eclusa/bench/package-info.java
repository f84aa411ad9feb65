/** The gateway measured from outside, beside nginx, against one simulated provider on the same machine. */
@NullMarked
package dev.eclusa.bench;

import org.jspecify.annotations.NullMarked;
