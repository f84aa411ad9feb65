/** What callers may use and spend: limits in a tree, reserved before a call and settled after it. Pure. */
@NullMarked
package dev.eclusa.engine.accounting;

import org.jspecify.annotations.NullMarked;
