/** Tests of the forms in which texts are asked to be made vectors of. */
@NullMarked
package dev.eclusa.protocol.embed;

import org.jspecify.annotations.NullMarked;
