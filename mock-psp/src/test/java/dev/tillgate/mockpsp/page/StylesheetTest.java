package dev.tillgate.mockpsp.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The colours of the stylesheet, judged by WCAG 2.2: 4.5 to 1 for text, 3 to 1 for edges. */
class StylesheetTest {
  @ParameterizedTest
  @CsvSource({
    "text, card",
    "text, ground",
    "text, sunk",
    "muted, card",
    "muted, ground",
    "muted, sunk",
    "accent, card",
    "accent, ground",
    "on-accent, accent",
    "on-accent, accent-strong",
    "good, good-ground",
    "bad, bad-ground",
    "bad, card",
    "wait, wait-ground",
    "calm, calm-ground"
  })
  void textStandsOutInBothThemes(String text, String ground) throws Exception {
    for (int theme = 0; theme < 2; theme++) {
      assertThat(contrast(theme, text, ground)).isGreaterThanOrEqualTo(4.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"card", "sunk"})
  void theEdgesOfFieldsDoToo(String ground) throws Exception {
    for (int theme = 0; theme < 2; theme++) {
      assertThat(contrast(theme, "field-line", ground)).isGreaterThanOrEqualTo(3);
    }
  }

  private static double contrast(int theme, String one, String other) throws Exception {
    Map<String, Double> luminances = luminances(theme);
    double first = Objects.requireNonNull(luminances.get(one));
    double second = Objects.requireNonNull(luminances.get(other));
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  /** By the name of the custom property; the light theme is the first that names it. */
  private static Map<String, Double> luminances(int theme) throws Exception {
    String[] themes = stylesheet().split("prefers-color-scheme: dark", -1);
    Map<String, Double> luminances = new TreeMap<>();
    var property = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});").matcher(themes[theme]);
    while (property.find()) {
      luminances.put(property.group(1), luminance(Integer.parseInt(property.group(2), 16)));
    }
    return luminances;
  }

  private static String stylesheet() throws Exception {
    try (InputStream in = Assets.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double share = (channel & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
