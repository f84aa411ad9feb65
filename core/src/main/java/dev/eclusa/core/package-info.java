/** Vocabulary shared by all modules; depends on nothing but the JDK. */
@NullMarked
package dev.eclusa.core;

import org.jspecify.annotations.NullMarked;
