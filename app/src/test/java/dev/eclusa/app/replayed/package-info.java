/** LiteLLM's recorded exchanges, asked of this gateway again. */
@NullMarked
package dev.eclusa.app.replayed;

import org.jspecify.annotations.NullMarked;
