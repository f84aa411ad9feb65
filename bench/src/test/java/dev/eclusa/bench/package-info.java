/** The bench's own behaviour: a bench that counts wrongly is worse than none. */
@NullMarked
package dev.eclusa.bench;

import org.jspecify.annotations.NullMarked;
