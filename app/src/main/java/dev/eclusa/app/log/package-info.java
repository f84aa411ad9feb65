/** What the gateway writes about itself and its calls: never prompts, never keys. */
@NullMarked
package dev.eclusa.app.log;

import org.jspecify.annotations.NullMarked;
