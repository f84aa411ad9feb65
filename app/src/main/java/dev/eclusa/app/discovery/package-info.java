/** Which models providers say they have, and whether they answer. */
@NullMarked
package dev.eclusa.app.discovery;

import org.jspecify.annotations.NullMarked;
