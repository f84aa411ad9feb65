/** What is particular to this dialect; what all have in common is tested in {@code contract}. */
@NullMarked
package dev.eclusa.protocol.cohere;

import org.jspecify.annotations.NullMarked;
