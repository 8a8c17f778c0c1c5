/**
 * The page at {@code /}: what the provider knows, as it happens, and buttons for the fault plane.
 */
@NullMarked
package dev.tillgate.mockpsp.live;

import org.jspecify.annotations.NullMarked;
