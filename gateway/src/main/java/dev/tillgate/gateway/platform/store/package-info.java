/**
 * The store as features see it, whichever engine stands behind it, and what the engines, each in a
 * package below, are made of.
 */
@NullMarked
package dev.tillgate.gateway.platform.store;

import org.jspecify.annotations.NullMarked;
