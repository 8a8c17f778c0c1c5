/** What happened, written down before anybody is told. */
@NullMarked
package dev.tillgate.mockpsp.event;

import org.jspecify.annotations.NullMarked;
