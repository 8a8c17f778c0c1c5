/** The store: one interface, two engines, group commit, hooks after the commit. */
@NullMarked
package dev.tillgate.gateway.platform.store;

import org.jspecify.annotations.NullMarked;
