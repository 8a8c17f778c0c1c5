/** The command line: arguments and environment become settings, outcomes become exit statuses. */
@NullMarked
package dev.tillgate.gateway.cli;

import org.jspecify.annotations.NullMarked;
