/** Google's OAuth tokens, which prove to Vertex AI who we are. */
@NullMarked
package dev.eclusa.app.google;

import org.jspecify.annotations.NullMarked;
