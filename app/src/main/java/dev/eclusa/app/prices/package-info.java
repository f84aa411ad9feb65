/** Prices and limits of models from elsewhere than the shipped catalog. */
@NullMarked
package dev.eclusa.app.prices;

import org.jspecify.annotations.NullMarked;
