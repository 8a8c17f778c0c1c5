/** The scenarios the project must hold to, and the tests that show that it does. */
@NullMarked
package dev.tillgate.system.scenarios;

import org.jspecify.annotations.NullMarked;
