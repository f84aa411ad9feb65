/** OpenAI's Responses, in both directions: the dialect a client speaks on {@code /v1/responses}. */
@NullMarked
package dev.eclusa.protocol.responses;

import org.jspecify.annotations.NullMarked;
