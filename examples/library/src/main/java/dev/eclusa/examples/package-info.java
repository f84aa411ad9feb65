/** A program that embeds Eclusa. */
@NullMarked
package dev.eclusa.examples;

import org.jspecify.annotations.NullMarked;
