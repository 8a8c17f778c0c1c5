/** The few numbers an operator watches. */
@NullMarked
package dev.tillgate.gateway.platform.metrics;

import org.jspecify.annotations.NullMarked;
