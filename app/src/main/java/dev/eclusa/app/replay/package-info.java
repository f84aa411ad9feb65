/** What recorded calls would have cost, taken and come to under another policy. */
@NullMarked
package dev.eclusa.app.replay;

import org.jspecify.annotations.NullMarked;
