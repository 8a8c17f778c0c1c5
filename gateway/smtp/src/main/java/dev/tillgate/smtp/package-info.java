/**
 * Order confirmations by e-mail with a PDF receipt: a kind of destination as a module of its own.
 */
@NullMarked
package dev.tillgate.smtp;

import org.jspecify.annotations.NullMarked;
