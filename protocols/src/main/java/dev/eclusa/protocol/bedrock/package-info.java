/** Amazon Bedrock's Converse: content blocks keyed by their kind, and streams of binary messages. */
@NullMarked
package dev.eclusa.protocol.bedrock;

import org.jspecify.annotations.NullMarked;
