package dev.tillgate.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where templates come from: {@code smtp/NAME} below the gateway's data, read again for each
 * letter, and for whatever file is not there our own.
 */
final class Stationery {
  private static final int BYTES_MAX = 1 << 20;

  private final Path directory;

  /**
   * @param data the gateway's data directory
   */
  Stationery(Path data) {
    this.directory = data.resolve("smtp");
  }

  /**
   * The templates an endpoint asks for.
   *
   * @throws TemplateException when there is no such directory, or a file cannot be read
   */
  Templates of(RelayUrl url) throws TemplateException {
    Optional<Path> own = url.templates().map(directory::resolve);
    if (own.isPresent() && !Files.isDirectory(own.get())) {
      throw new TemplateException("there is no directory " + own.get());
    }
    return new Templates(
        template(own, "subject.txt", UnaryOperator.identity()),
        template(own, "message.txt", UnaryOperator.identity()),
        template(own, "message.html", Stationery::escaped),
        template(own, "receipt.html", Stationery::escaped));
  }

  private static Template template(Optional<Path> own, String file, UnaryOperator<String> escape)
      throws TemplateException {
    Optional<Path> path = own.map(found -> found.resolve(file)).filter(Files::exists);
    String text = path.isPresent() ? read(path.get()) : builtIn(file);
    return new Template(file, text, escape);
  }

  private static String read(Path file) throws TemplateException {
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new TemplateException(file + " is longer than " + BYTES_MAX + " bytes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new TemplateException(file + " cannot be read as UTF-8: " + e.getMessage());
    }
  }

  private static String builtIn(String file) {
    try (InputStream in = Stationery.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
