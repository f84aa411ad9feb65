/** Where a call may go, in which order, and why. */
@NullMarked
package dev.eclusa.engine.routing;

import org.jspecify.annotations.NullMarked;
