/** What may be wrong with an installation, and what to do about it. */
@NullMarked
package dev.eclusa.app.doctor;

import org.jspecify.annotations.NullMarked;
