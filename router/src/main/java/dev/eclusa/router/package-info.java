/** The data plane: one request's path from a client to a provider and back. */
@NullMarked
package dev.eclusa.router;

import org.jspecify.annotations.NullMarked;
