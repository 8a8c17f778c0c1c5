package dev.tillgate.gateway.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps secrets unreadable in the store: AES-256-GCM under the master key, bound to the row they
 * stand in, so that a copied file tells nothing and a cipher moved to another row does not open.
 * Thread-safe.
 */
public final class SecretBox {
  /** Bytes of a master key. */
  public static final int KEY_BYTES = 32;

  private static final int KEY_ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final byte[] keyId;
  private final RandomGenerator chance;

  /**
   * A box under this master key.
   *
   * @param masterKey exactly {@value #KEY_BYTES} bytes
   * @param chance cryptographically strong; a nonce must never come twice
   */
  public SecretBox(byte[] masterKey, RandomGenerator chance) {
    if (masterKey.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "a master key has " + KEY_BYTES + " bytes, not " + masterKey.length);
    }
    this.key = new SecretKeySpec(masterKey, "AES");
    this.keyId = Arrays.copyOf(sha256(masterKey), KEY_ID_BYTES);
    this.chance = chance;
  }

  /** Seals the bytes for the row named; the same bytes never seal the same way twice. */
  public byte[] seal(byte[] secret, String row) {
    byte[] nonce = new byte[NONCE_BYTES];
    chance.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, secret, row);
    return ByteBuffer.allocate(KEY_ID_BYTES + NONCE_BYTES + sealed.length)
        .put(keyId)
        .put(nonce)
        .put(sealed)
        .array();
  }

  /**
   * Opens what {@link #seal} made for the same row.
   *
   * @throws WrongMasterKeyException when the master key is another
   * @throws IllegalStateException when the cipher was altered or moved
   */
  public byte[] open(byte[] sealed, String row) {
    if (sealed.length < KEY_ID_BYTES + NONCE_BYTES) {
      throw new IllegalStateException("a secret of " + row + " does not open: it was cut off");
    }
    if (!Arrays.equals(keyId, 0, KEY_ID_BYTES, sealed, 0, KEY_ID_BYTES)) {
      throw new WrongMasterKeyException();
    }
    byte[] nonce = Arrays.copyOfRange(sealed, KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
    byte[] cipher = Arrays.copyOfRange(sealed, KEY_ID_BYTES + NONCE_BYTES, sealed.length);
    return run(Cipher.DECRYPT_MODE, nonce, cipher, row);
  }

  private byte[] run(int mode, byte[] nonce, byte[] input, String row) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(row.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret of " + row + " does not open: it was altered or moved", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
