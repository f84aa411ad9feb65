/**
 * What tests stand on: a provider that answers by script over real sockets, a client that sends exact bytes, a clock that
 * moves when told, and recorded traffic of real providers. Knows nothing of the gateway.
 */
@NullMarked
package dev.eclusa.testkit;

import org.jspecify.annotations.NullMarked;
