package dev.tillgate.system.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What Surefire has written of a module's last runs: a file for each class, which stays until the
 * class runs again.
 */
public record Reports(String module, Path directory) {
  private static final String CLASS_SUFFIX = "Test.class";

  /** Those of the modules of the project that is at home there, in the order they are built. */
  public static List<Reports> of(Path home) {
    return Stream.of("gateway", "gateway/smtp", "mock-psp", "src")
        .map(module -> new Reports(module, home.resolve(module)))
        .toList();
  }

  /** Every test that is told of. */
  public List<ReportedTest> tests() {
    return files(directory.resolve("target/surefire-reports")).stream()
        .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
        .flatMap(file -> read(file).stream())
        .toList();
  }

  /**
   * The test classes that have not run since they were compiled, by the last part of their names.
   */
  public List<String> notRun() {
    Path classes = directory.resolve("target/test-classes");
    return files(classes).stream()
        .filter(file -> isTest(file.getFileName().toString()))
        .filter(file -> !hasRun(classes.relativize(file), modified(file)))
        .map(file -> file.getFileName().toString().replace(".class", ""))
        .toList();
  }

  /** What a test has within itself runs with it, or only when it says so. */
  private static boolean isTest(String name) {
    return name.endsWith(CLASS_SUFFIX) && !name.contains("$");
  }

  private boolean hasRun(Path file, long compiled) {
    String name = file.toString().replace(".class", "").replace('/', '.').replace('\\', '.');
    Path report = directory.resolve("target/surefire-reports/TEST-" + name + ".xml");
    return Files.exists(report) && modified(report) >= compiled;
  }

  private List<ReportedTest> read(Path file) {
    List<ReportedTest> tests = new ArrayList<>();
    NodeList cases = document(file).getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      String className = test.getAttribute("classname");
      tests.add(new ReportedTest(module, className, test.getAttribute("name"), result(test)));
    }
    return tests;
  }

  private static ReportedTest.Result result(Element test) {
    if (has(test, "failure") || has(test, "error")) {
      return ReportedTest.Result.FAILED;
    }
    return has(test, "skipped") ? ReportedTest.Result.SKIPPED : ReportedTest.Result.PASSED;
  }

  private static boolean has(Element test, String child) {
    return test.getElementsByTagName(child).getLength() > 0;
  }

  private static Element document(Path file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file + " is no report: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All files under a directory, in the order of their names; none when it is not there. */
  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
