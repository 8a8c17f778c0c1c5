/** Who may call: API keys with scopes, and the check before each route. */
@NullMarked
package dev.tillgate.gateway.platform.access;

import org.jspecify.annotations.NullMarked;
