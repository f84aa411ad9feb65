/** Reading JSON without building it, and building what must be built. */
@NullMarked
package dev.eclusa.protocol.json;

import org.jspecify.annotations.NullMarked;
