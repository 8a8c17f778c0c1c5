package dev.tillgate.system.storm;

import java.time.Duration;

/**
 * A moment to kill the gateway.
 *
 * @param orders so many have been accepted
 * @param later that much after the last of them was
 */
record Kill(int orders, Duration later) {}
