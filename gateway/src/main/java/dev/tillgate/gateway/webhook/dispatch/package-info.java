/** What moves deliveries: queues in memory, turns, sends, verdicts, retries. */
@NullMarked
package dev.tillgate.gateway.webhook.dispatch;

import org.jspecify.annotations.NullMarked;
