package dev.tillgate.gateway.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
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

  /**
   * On disk and complete before it has its name: what is sealed with a key that a power cut took
   * could never be opened again.
   */
  private static void make(Path file, RandomGenerator chance) throws IOException {
    byte[] key = new byte[SecretBox.KEY_BYTES];
    chance.nextBytes(key);
    Path directory = Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent()));
    Path unnamed = directory.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(unnamed);
    try (FileChannel channel =
        FileChannel.open(unnamed, Set.of(CREATE_NEW, WRITE), onlyForItsOwner(file))) {
      channel.write(ByteBuffer.wrap((HexFormat.of().formatHex(key) + "\n").getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(unnamed, file, ATOMIC_MOVE);
    if (hasPermissions(file)) {
      forceNames(directory);
    }
  }

  private static void forceNames(Path directory) throws IOException {
    try (FileChannel names = FileChannel.open(directory, READ)) {
      names.force(true);
    }
  }

  private static FileAttribute<?>[] onlyForItsOwner(Path file) {
    return hasPermissions(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static byte[] parse(Path file, String text) {
    if (!text.matches("[0-9a-f]{" + 2 * SecretBox.KEY_BYTES + "}")) {
      throw new IllegalArgumentException(
          "the master key file " + file + " must hold 64 lower-case hex digits and nothing else");
    }
    return HexFormat.of().parseHex(text);
  }
}
