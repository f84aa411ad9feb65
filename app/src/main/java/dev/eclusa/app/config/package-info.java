/** The configuration file and the environment, read into records; whatever is wrong is named with its place. */
@NullMarked
package dev.eclusa.app.config;

import org.jspecify.annotations.NullMarked;
