/** LiteLLM's configuration, translated into our own: one text, printed by {@code config convert} and served as it is. */
@NullMarked
package dev.eclusa.app.litellm;

import org.jspecify.annotations.NullMarked;
