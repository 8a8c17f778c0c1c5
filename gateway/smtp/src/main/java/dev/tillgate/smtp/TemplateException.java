package dev.tillgate.smtp;

/** A template cannot be used; the message names the file and the place, for a person. */
final class TemplateException extends Exception {
  TemplateException(String reason) {
    super(reason);
  }
}
