/**
 * How the providers sign what they send, one description each behind one interface: what is read
 * from a callback, what is signed, under which key, how old it may be, and what it then says.
 */
@NullMarked
package dev.tillgate.gateway.payment.callback.scheme;

import org.jspecify.annotations.NullMarked;
