/** What models there are: what they cost, what they can do, and which deployments a name leads to. */
@NullMarked
package dev.eclusa.engine.catalog;

import org.jspecify.annotations.NullMarked;
