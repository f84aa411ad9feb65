/** Tests of estimates. */
@NullMarked
package dev.eclusa.protocol.tokens;

import org.jspecify.annotations.NullMarked;
