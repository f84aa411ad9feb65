/** Keys, users, teams and organizations as they are kept. */
@NullMarked
package dev.eclusa.core.account;

import org.jspecify.annotations.NullMarked;
