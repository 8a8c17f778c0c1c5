/** One request of the API from its first byte to its answer. */
@NullMarked
package dev.tillgate.mockpsp.server;

import org.jspecify.annotations.NullMarked;
