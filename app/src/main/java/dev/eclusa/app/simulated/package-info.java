/** A deterministic stand-in for a provider, always labelled as such. */
@NullMarked
package dev.eclusa.app.simulated;

import org.jspecify.annotations.NullMarked;
