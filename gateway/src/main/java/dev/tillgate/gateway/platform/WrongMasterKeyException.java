package dev.tillgate.gateway.platform;

/** What is in the store was sealed with another master key than the one given. */
public final class WrongMasterKeyException extends IllegalStateException {
  WrongMasterKeyException() {
    super(
        "the store's secrets were sealed with another master key; give the right --master-key-file");
  }
}
