/** Paths that lead to a server elsewhere: which there are, what crosses, and what must not. */
@org.jspecify.annotations.NullMarked
package dev.eclusa.router.passing;
