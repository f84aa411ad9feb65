/** The forms in which texts are asked to be made vectors of, and the way from one to another. */
@NullMarked
package dev.eclusa.protocol.embed;

import org.jspecify.annotations.NullMarked;
