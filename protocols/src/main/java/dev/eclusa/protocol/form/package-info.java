/** Bodies in parts ({@code multipart/form-data}, RFC 7578), read and edited in their bytes. */
@NullMarked
package dev.eclusa.protocol.form;

import org.jspecify.annotations.NullMarked;
