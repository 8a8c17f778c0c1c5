/** The control plane from Java, for tests: of a provider in this process or in any other. */
@NullMarked
package dev.tillgate.mockpsp.client;

import org.jspecify.annotations.NullMarked;
