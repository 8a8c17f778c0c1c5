package dev.tillgate.smtp;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Makes a PDF of a page of XHTML. Its font, Liberation Sans, is embedded and has Latin, Greek,
 * Cyrillic and Hebrew; a character it does not have becomes a question mark.
 */
final class Receipt {
  private static final String FAMILY = "Liberation Sans";
  private static final int REGULAR = 400;
  private static final int BOLD = 700;

  static {
    XRLog.setLoggingEnabled(false); // What goes wrong comes as an exception.
  }

  private Receipt() {}

  /**
   * The page as a PDF.
   *
   * @throws TemplateException when it is not well-formed XHTML
   */
  static byte[] pdf(String xhtml) throws TemplateException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      builder(xhtml).toStream(out).run();
    } catch (IOException | RuntimeException e) {
      throw new TemplateException("receipt.html makes no PDF: " + reason(e));
    }
    return out.toByteArray();
  }

  private static PdfRendererBuilder builder(String xhtml) {
    return new PdfRendererBuilder()
        .useReplacementText("?")
        .useFont(() -> font("Regular"), FAMILY, REGULAR, FontStyle.NORMAL, true)
        .useFont(() -> font("Bold"), FAMILY, BOLD, FontStyle.NORMAL, true)
        // A template brings its pictures as data: URLs; it reaches neither files nor the network.
        .useExternalResourceAccessControl(
            (uri, type) -> uri.startsWith("data:"),
            ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
        .useExternalResourceAccessControl(
            (uri, type) -> uri.startsWith("data:"),
            ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI)
        .withProducer("Tillgate")
        .withHtmlContent(xhtml, null);
  }

  private static InputStream font(String style) {
    String file = "/liberation/LiberationSans-" + style + ".ttf";
    return Objects.requireNonNull(Receipt.class.getResourceAsStream(file), file);
  }

  private static String reason(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
