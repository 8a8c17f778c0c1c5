package dev.tillgate.gateway.webhook.destination;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the gateway lends a kind of destination.
 *
 * @param network the only way out
 * @param deadline for one send, from the name's lookup to the last answer
 * @param directory of this gateway's data; a kind keeps the operator's files, such as templates, in
 *     a subdirectory of its own name, which need not be there
 */
public record Means(Network network, Duration deadline, Path directory) {}
