package dev.tillgate.smtp;

/** A letter in its envelope. */
record Post(Envelope envelope, Letter letter) {}
