/** The paths below which each provider's own API is reached. */
@NullMarked
package dev.eclusa.app.passing;

import org.jspecify.annotations.NullMarked;
