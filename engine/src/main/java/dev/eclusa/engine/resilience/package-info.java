/** How deployments are doing, and which of them should be left alone for a while. */
@NullMarked
package dev.eclusa.engine.resilience;

import org.jspecify.annotations.NullMarked;
