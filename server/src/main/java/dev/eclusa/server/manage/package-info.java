/** The routes that are not model calls: health, models, accounts. */
@NullMarked
package dev.eclusa.server.manage;

import org.jspecify.annotations.NullMarked;
