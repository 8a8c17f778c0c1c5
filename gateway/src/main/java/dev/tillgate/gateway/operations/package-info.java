/**
 * What whoever runs the gateway asks it: is it up, can it work, how is it doing, what does it
 * speak.
 */
@NullMarked
package dev.tillgate.gateway.operations;

import org.jspecify.annotations.NullMarked;
