/** {@code bench NAME}: measures one thing, prints what it measured and on what; asserts nothing. */
@NullMarked
package dev.tillgate.system.bench;

import org.jspecify.annotations.NullMarked;
