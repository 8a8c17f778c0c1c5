/** {@code up}: a gateway and a provider to develop against, until they are told to stop. */
@NullMarked
package dev.tillgate.system.up;

import org.jspecify.annotations.NullMarked;
