/** What is said to a model and what it answers, independent of any provider's wire format. */
@NullMarked
package dev.eclusa.core.chat;

import org.jspecify.annotations.NullMarked;
