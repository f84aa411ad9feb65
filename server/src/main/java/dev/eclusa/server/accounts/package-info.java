/** Keys, users, teams and organizations: who they are, what they may, and the routes that manage them. */
@NullMarked
package dev.eclusa.server.accounts;

import org.jspecify.annotations.NullMarked;
