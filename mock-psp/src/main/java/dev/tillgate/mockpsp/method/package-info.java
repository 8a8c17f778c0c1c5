/** The test payment methods: what each looks like, and how a payment with it ends. */
@NullMarked
package dev.tillgate.mockpsp.method;

import org.jspecify.annotations.NullMarked;
