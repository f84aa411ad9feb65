/** Requests that prove who sent them by a signature over what they say. */
@NullMarked
package dev.eclusa.router.signing;

import org.jspecify.annotations.NullMarked;
