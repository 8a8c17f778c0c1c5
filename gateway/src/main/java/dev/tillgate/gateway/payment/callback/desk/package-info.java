/**
 * Looking into the inbox: which callbacks came, what was checked, what became of them, and again.
 */
@NullMarked
package dev.tillgate.gateway.payment.callback.desk;

import org.jspecify.annotations.NullMarked;
