package dev.tillgate.system.playground;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * A letter that came, with what is attached to it.
 *
 * @param id its {@code Message-ID}
 * @param receipt a PDF
 */
@SuppressWarnings("ArrayRecordComponent") // Read once; never compared.
public record Letter(String id, String to, String subject, String receiptName, byte[] receipt) {

  /** Reads one as it came over the wire. */
  static Letter read(byte[] mime) {
    try {
      Session none = Session.getInstance(new Properties());
      MimeMessage message = new MimeMessage(none, new ByteArrayInputStream(mime));
      BodyPart receipt = ((Multipart) message.getContent()).getBodyPart(1);
      return new Letter(
          message.getMessageID(),
          message.getAllRecipients()[0].toString(),
          message.getSubject(),
          receipt.getFileName(),
          receipt.getInputStream().readAllBytes());
    } catch (MessagingException e) {
      throw new IllegalStateException("a letter came that cannot be read", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands on the receipt. */
  public String receiptText() {
    try (PDDocument document = Loader.loadPDF(receipt)) {
      return new PDFTextStripper().getText(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts the receipt where it stays when everything else is cleaned up. */
  public Path keep() {
    String home = System.getProperty("tillgate.home");
    Path directory =
        home == null
            ? Path.of(System.getProperty("java.io.tmpdir"))
            : Path.of(home, "src", "target");
    try {
      return Files.write(Files.createDirectories(directory).resolve(receiptName), receipt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
