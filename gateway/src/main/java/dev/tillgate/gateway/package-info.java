/** The gateway: its composition root and its settings. */
@NullMarked
package dev.tillgate.gateway;

import org.jspecify.annotations.NullMarked;
