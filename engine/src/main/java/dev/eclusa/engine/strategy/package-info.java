/** Ways to choose among deployments that could all serve a call. */
@NullMarked
package dev.eclusa.engine.strategy;

import org.jspecify.annotations.NullMarked;
