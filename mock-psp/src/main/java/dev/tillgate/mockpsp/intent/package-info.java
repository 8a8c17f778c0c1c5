/** Payment intents: confirmed, authenticated, captured, canceled, settled. */
@NullMarked
package dev.tillgate.mockpsp.intent;

import org.jspecify.annotations.NullMarked;
