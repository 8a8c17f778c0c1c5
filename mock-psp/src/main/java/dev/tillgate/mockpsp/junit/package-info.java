/** The provider for the length of a test: needs JUnit 6 or 5.13, which the jar does not bring. */
@NullMarked
package dev.tillgate.mockpsp.junit;

import org.jspecify.annotations.NullMarked;
