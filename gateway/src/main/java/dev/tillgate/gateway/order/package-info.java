/** The promise: orders, their states and their timeline. */
@NullMarked
package dev.tillgate.gateway.order;

import org.jspecify.annotations.NullMarked;
