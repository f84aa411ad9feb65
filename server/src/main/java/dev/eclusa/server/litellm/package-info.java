/** Routes of LiteLLM's management API (recorded, 1.106.2), answered from this gateway's own books. */
@NullMarked
package dev.eclusa.server.litellm;

import org.jspecify.annotations.NullMarked;
