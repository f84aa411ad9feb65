/** What was done by whom, for good. */
@NullMarked
package dev.eclusa.core.audit;

import org.jspecify.annotations.NullMarked;
