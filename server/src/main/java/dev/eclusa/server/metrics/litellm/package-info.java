/** LiteLLM's families, under its names and the labels that can be filled truly, so that its users' dashboards go on. */
@NullMarked
package dev.eclusa.server.metrics.litellm;

import org.jspecify.annotations.NullMarked;
