/**
 * The command line: options and environment become settings, and the settings a running provider.
 */
@NullMarked
package dev.tillgate.mockpsp.cli;

import org.jspecify.annotations.NullMarked;
