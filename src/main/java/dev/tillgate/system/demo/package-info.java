/** {@code demo}: the whole story on real sockets, told as it happens and checked as it is told. */
@NullMarked
package dev.tillgate.system.demo;

import org.jspecify.annotations.NullMarked;
