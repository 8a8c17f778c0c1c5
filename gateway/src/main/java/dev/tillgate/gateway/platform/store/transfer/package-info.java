/** What the engines say to each other when a store moves from one to the other. */
@NullMarked
package dev.tillgate.gateway.platform.store.transfer;

import org.jspecify.annotations.NullMarked;
