package dev.tillgate.smtp;

/**
 * A filled-in confirmation.
 *
 * @param html the same as the text, for mail programs that show HTML
 * @param receipt a PDF
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, sent once; never compared.
record Letter(String subject, String text, String html, byte[] receipt) {}
