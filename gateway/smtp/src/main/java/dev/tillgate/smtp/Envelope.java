package dev.tillgate.smtp;

import java.time.Instant;

/**
 * What stands outside on a letter.
 *
 * @param id the {@code Message-ID}, the same however often it is sent
 * @param orderId names the receipt's file
 */
record Envelope(Mailbox to, String id, Instant date, String orderId) {}
