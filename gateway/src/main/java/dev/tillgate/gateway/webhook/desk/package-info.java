/** What people do with deliveries over HTTP: look, retry, try out. */
@NullMarked
package dev.tillgate.gateway.webhook.desk;

import org.jspecify.annotations.NullMarked;
