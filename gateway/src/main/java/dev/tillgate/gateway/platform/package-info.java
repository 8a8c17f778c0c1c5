/** What every feature stands on and no business noun lives in: ids, secrets, loops, durations. */
@NullMarked
package dev.tillgate.gateway.platform;

import org.jspecify.annotations.NullMarked;
