/** The testkit's own behaviour. */
@NullMarked
package dev.eclusa.testkit;

import org.jspecify.annotations.NullMarked;
