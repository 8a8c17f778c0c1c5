/** What proves that a webhook is ours, and how it is exchanged for another without a gap. */
@NullMarked
package dev.tillgate.gateway.webhook.signing;

import org.jspecify.annotations.NullMarked;
