/**
 * The auditor: holds what the store says against what must always hold, and against the provider's
 * books. Reads only.
 */
@NullMarked
package dev.tillgate.gateway.verify;

import org.jspecify.annotations.NullMarked;
