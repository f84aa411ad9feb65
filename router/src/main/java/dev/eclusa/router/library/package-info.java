/** Eclusa inside a Java program: the request path without a server. {@link dev.eclusa.router.library.LlmRouter} is the entry. */
@NullMarked
package dev.eclusa.router.library;

import org.jspecify.annotations.NullMarked;
