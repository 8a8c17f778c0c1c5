/** Why each receiver was told or was not, and what happens next, told from the rows. */
@NullMarked
package dev.tillgate.gateway.webhook.story;

import org.jspecify.annotations.NullMarked;
