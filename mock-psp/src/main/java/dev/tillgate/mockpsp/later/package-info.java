/** What happens later by the provider's own clock, without anybody calling. */
@NullMarked
package dev.tillgate.mockpsp.later;

import org.jspecify.annotations.NullMarked;
