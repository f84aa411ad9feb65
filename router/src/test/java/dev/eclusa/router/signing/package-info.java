/** Tests of signatures. */
@NullMarked
package dev.eclusa.router.signing;

import org.jspecify.annotations.NullMarked;
