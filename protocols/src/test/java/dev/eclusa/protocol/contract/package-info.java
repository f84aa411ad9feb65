/** What every dialect must do, alone and with every other. */
@NullMarked
package dev.eclusa.protocol.contract;

import org.jspecify.annotations.NullMarked;
