/** What a test has asked to go wrong: which requests, which callbacks, and how. */
@NullMarked
package dev.tillgate.mockpsp.fault;

import org.jspecify.annotations.NullMarked;
