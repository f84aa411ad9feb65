/** Figures to be scraped: counted as calls settle, bounded in their labels, told as Prometheus' text or as JSON. */
@NullMarked
package dev.eclusa.server.metrics;

import org.jspecify.annotations.NullMarked;
