/** Strategies tried on made-up providers in virtual time. */
@NullMarked
package dev.eclusa.bench.routing;

import org.jspecify.annotations.NullMarked;
