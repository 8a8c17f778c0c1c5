/** Payment intents, their charges, and the test payment methods that decide how they end. */
@NullMarked
package dev.tillgate.mockpsp.intent;

import org.jspecify.annotations.NullMarked;
