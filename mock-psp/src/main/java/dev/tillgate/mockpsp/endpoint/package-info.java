/** Who is told: the webhook endpoints, what they want, and the secrets they know. */
@NullMarked
package dev.tillgate.mockpsp.endpoint;

import org.jspecify.annotations.NullMarked;
