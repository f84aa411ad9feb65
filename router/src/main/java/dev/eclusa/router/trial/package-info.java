/** Trying models beside those that answer: mirrors, experiments, and how the tiers keep their promises. */
@NullMarked
package dev.eclusa.router.trial;

import org.jspecify.annotations.NullMarked;
