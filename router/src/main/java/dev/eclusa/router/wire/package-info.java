/** HTTP/1.1 towards providers (RFC 9112): connections of one event loop, kept and used again, and the reading of answers. */
@org.jspecify.annotations.NullMarked
package dev.eclusa.router.wire;
