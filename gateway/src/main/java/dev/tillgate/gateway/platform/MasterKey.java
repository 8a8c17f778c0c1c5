package dev.tillgate.gateway.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The file that holds the master key, as 64 hex digits; made with mode 0600 when absent. */
public final class MasterKey {
  private MasterKey() {}

  /**
   * Reads the key, making it first when there is no file.
   *
   * @throws IllegalArgumentException when the file does not hold a key, naming the file
   */
  public static byte[] readOrMake(Path file, RandomGenerator chance) {
    try {
      if (!Files.exists(file)) {
        make(file, chance);
      }
      return parse(file, Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the master key in " + file, e);
    }
  }

  private static void make(Path file, RandomGenerator chance) throws IOException {
    byte[] key = new byte[SecretBox.KEY_BYTES];
    chance.nextBytes(key);
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (posix) {
      var owner =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Files.createFile(file, owner);
    } else {
      Files.createFile(file);
    }
    Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
  }

  private static byte[] parse(Path file, String text) {
    if (!text.matches("[0-9a-f]{" + 2 * SecretBox.KEY_BYTES + "}")) {
      throw new IllegalArgumentException(
          "the master key file " + file + " must hold 64 lower-case hex digits and nothing else");
    }
    return HexFormat.of().parseHex(text);
  }
}
