/** Gateway keys: how they are carried, and who holds them. */
@NullMarked
package dev.eclusa.server.auth;

import org.jspecify.annotations.NullMarked;
