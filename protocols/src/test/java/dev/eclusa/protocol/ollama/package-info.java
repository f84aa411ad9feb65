/** Tests of Ollama's dialect. */
@NullMarked
package dev.eclusa.protocol.ollama;

import org.jspecify.annotations.NullMarked;
