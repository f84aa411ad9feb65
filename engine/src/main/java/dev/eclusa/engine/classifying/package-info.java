/** How hard a call is, and what it wants. */
@NullMarked
package dev.eclusa.engine.classifying;

import org.jspecify.annotations.NullMarked;
