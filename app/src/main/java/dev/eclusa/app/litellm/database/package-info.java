/** What LiteLLM keeps in its database, taken over into our books. */
@NullMarked
package dev.eclusa.app.litellm.database;

import org.jspecify.annotations.NullMarked;
