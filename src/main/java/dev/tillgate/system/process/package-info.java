/** The shipped jars run as processes of their own, which can be asked to stop and be killed. */
@NullMarked
package dev.tillgate.system.process;

import org.jspecify.annotations.NullMarked;
