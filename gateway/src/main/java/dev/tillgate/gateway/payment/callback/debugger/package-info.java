/** Why a callback is not believed: which check fails and what is the likely cause. */
@NullMarked
package dev.tillgate.gateway.payment.callback.debugger;

import org.jspecify.annotations.NullMarked;
