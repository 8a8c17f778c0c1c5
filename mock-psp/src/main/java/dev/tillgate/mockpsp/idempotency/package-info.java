/** First answers, kept under their key and given again. */
@NullMarked
package dev.tillgate.mockpsp.idempotency;

import org.jspecify.annotations.NullMarked;
