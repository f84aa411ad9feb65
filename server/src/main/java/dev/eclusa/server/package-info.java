/** HTTP in: which route a request is for, its body, and the answer on the wire. */
@NullMarked
package dev.eclusa.server;

import org.jspecify.annotations.NullMarked;
