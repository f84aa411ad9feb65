/** Bodies in parts. */
@NullMarked
package dev.eclusa.protocol.form;

import org.jspecify.annotations.NullMarked;
