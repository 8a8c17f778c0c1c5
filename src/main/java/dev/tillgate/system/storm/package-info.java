/** {@code storm}: thousands of orders while everything goes wrong, then the books are compared. */
@NullMarked
package dev.tillgate.system.storm;

import org.jspecify.annotations.NullMarked;
