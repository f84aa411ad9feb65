/** Tests of Converse. */
@NullMarked
package dev.eclusa.protocol.bedrock;

import org.jspecify.annotations.NullMarked;
