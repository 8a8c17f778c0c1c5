package dev.tillgate.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** The receipt, read back from the PDF. */
class ReceiptTest {
  private static final RelayUrl RELAY =
      RelayUrl.parse("smtp://relay.example?from=shop@example.com&shop=Leaf%20%26%20Kettle");

  @TempDir Path data;

  @Test
  void theReceiptSaysWhatWasBoughtAndPaid() throws Exception {
    byte[] pdf = receipt(order -> {});

    assertThat(text(pdf))
        .contains("Leaf & Kettle", "ord_0K4T1HZ5Q8WX", "2026-11-22", "Ada Lovelace")
        .contains("Green tea, loose leaf, 250 g", "2 12.99 EUR 25.98 EUR")
        .contains("Cast-iron teapot with strainer", "1 54.00 EUR 54.00 EUR")
        .contains("Total paid 84.97 EUR");
    picture(pdf);
  }

  @Test
  void yenHaveNoDecimals() throws Exception {
    byte[] pdf = receipt(order -> order.put("amount", 129_900).put("currency", "jpy"));

    assertThat(text(pdf)).contains("Total paid 129,900 JPY").doesNotContain("129,900.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ἀριστοτέλης Ωνάσης", "Анна Ахматова", "Łukasz Żółć", "Őrsi Űr"})
  void namesInOtherAlphabetsAreReadable(String name) throws Exception {
    byte[] pdf = receipt(order -> Purchases.customer(order, "a@example.com", name));

    assertThat(text(pdf)).contains(name);
  }

  // Named by number: the report that carries the name is XML, which has no word for some of these.
  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "宮崎 駿",
        "Ada 🍵 Lovelace",
        "محمد",
        "a\u0000b\u0007c",
        "half \ud83c of one",
        "a\ufffeb",
        "x\u202etxt.exe"
      })
  void whatTheFontDoesNotHaveIsReplacedAndNothingBreaks(String name) throws Exception {
    byte[] pdf = receipt(order -> Purchases.customer(order, "a@example.com", name));

    assertThat(text(pdf)).contains("Customer", "Total paid 84.97 EUR");
  }

  @Test
  void markupInANameIsText() throws Exception {
    byte[] pdf =
        receipt(order -> Purchases.customer(order, "a@example.com", "<b>Ada</b> & {{order.id}}"));

    assertThat(text(pdf)).contains("<b>Ada</b> & {{order.id}}");
  }

  @Test
  void aLongOrderGoesOnOnAnotherPage() throws Exception {
    byte[] pdf =
        receipt(order -> {
          for (int i = 0; i < 40; i++) {
            Purchases.item(order, "sku-" + i, "Thing number " + i, 1, 100);
          }
        });

    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isGreaterThan(1);
    }
    assertThat(text(pdf)).contains("Thing number 39");
  }

  @Test
  void aTemplateReadsNoFilesOfTheMachine() throws Exception {
    Path secret = Files.writeString(data.resolve("secret.css"), "body:before{content:'SECRET'}");
    own(
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><link rel='stylesheet' type='text/css'"
            + " href='"
            + secret.toUri()
            + "'/></head><body>{{order.id}}</body></html>");

    assertThat(text(ownReceipt())).contains("ord_0K4T1HZ5Q8WX").doesNotContain("SECRET");
  }

  @Test
  void aTemplateExpandsNoEntityOfTheMachine() throws Exception {
    Path secret = Files.writeString(data.resolve("secret.txt"), "SECRET");
    own(
        "<!DOCTYPE html [<!ENTITY x SYSTEM '"
            + secret.toUri()
            + "'>]><html><body>{{order.id}}&x;</body></html>");

    String said;
    try {
      said = text(ownReceipt());
    } catch (TemplateException refused) {
      said = String.valueOf(refused.getMessage());
    }
    assertThat(said).doesNotContain("SECRET");
  }

  @Test
  void aTemplateThatIsNotWellFormedIsAClearError() throws Exception {
    own("<html><body><p>{{order.id}}</body></html>");

    assertThatThrownBy(this::ownReceipt)
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("receipt.html");
  }

  private void own(String receipt) throws IOException {
    Path directory = Files.createDirectories(data.resolve("smtp/own"));
    Files.writeString(directory.resolve("receipt.html"), receipt, UTF_8);
  }

  private byte[] ownReceipt() throws TemplateException {
    RelayUrl url = RelayUrl.parse("smtp://relay.example?from=shop@example.com&templates=own");
    return new Stationery(data).of(url).fill(Purchases.purchase(order -> {}), url).receipt();
  }

  private byte[] receipt(Consumer<ObjectNode> change) throws TemplateException {
    return new Stationery(data).of(RELAY).fill(Purchases.purchase(change), RELAY).receipt();
  }

  static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }

  /** The page as the handbook shows it, in {@code target}; copied there by hand when it changes. */
  private static void picture(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 110);
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      assertThat(page.getHeight()).isGreaterThan(page.getWidth());
      ImageIO.write(page, "png", Path.of("target", "receipt.png").toFile());
    }
  }
}
