package dev.tillgate.mockpsp.browser;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.FluentWait;
import org.openqa.selenium.support.ui.WebDriverWait;

/** One real Chromium, used by one test after the other. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--force-device-scale-factor=1");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Whether this machine has one. */
  static boolean isHere() {
    return Files.isExecutable(CHROMIUM) && DRIVER.canExecute();
  }

  static Browser start() {
    ChromeOptions options = new ChromeOptions().addArguments(FLAGS);
    options.addArguments("--user-data-dir=" + profile()).setBinary(CHROMIUM.toFile());
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build();
    return new Browser(new ChromeDriver(service, options));
  }

  private static Path profile() {
    try {
      return Files.createTempDirectory(Path.of("target"), "chromium").toAbsolutePath();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it was when it started: scripts run, a desk's window, light colours. */
  void fresh() {
    scripts(true);
    window(1280, 900);
    colours("light");
  }

  void open(URI page) {
    driver.get(page.toString());
  }

  void scripts(boolean run) {
    command("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
  }

  void window(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  /** {@code light} or {@code dark}. */
  void colours(String scheme) {
    Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  private void command(String name, Map<String, Object> parameters) {
    Map<String, Object> unused = driver.executeCdpCommand(name, parameters);
  }

  void type(String field, String text) {
    WebElement input = driver.findElement(By.name(field));
    input.clear();
    input.sendKeys(text);
  }

  /** Presses the button that says this. */
  void press(String button) {
    click("//button[starts-with(normalize-space(), '" + button + "')]");
  }

  void follow(String link) {
    click("//a[contains(normalize-space(), '" + link + "')]");
  }

  /** Opens or shuts what folds under this. */
  void fold(String summary) {
    click("//summary[contains(., '" + summary + "')]");
  }

  /** A live page may put a fresh element in place of the one that was just found: then again. */
  private void click(String path) {
    boolean unused =
        waiting()
            .ignoring(WebDriverException.class)
            .until(page -> {
              page.findElement(By.xpath(path)).click();
              return true;
            });
  }

  /** What it says once there; an XPath. */
  WebElement find(String path) {
    return until(ExpectedConditions.visibilityOfElementLocated(By.xpath(path)));
  }

  boolean has(String path) {
    return !driver.findElements(By.xpath(path)).isEmpty();
  }

  /** Waits until the page's text has this in it. */
  void sees(String text) {
    boolean unused =
        until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), text));
  }

  String text() {
    return driver.findElement(By.tagName("body")).getText();
  }

  /** Waits until the address begins so, and returns it. */
  String at(String prefix) {
    boolean unused = until(found -> found.getCurrentUrl().startsWith(prefix));
    return driver.getCurrentUrl();
  }

  Object script(String code) {
    return driver.executeScript(code);
  }

  /** In CSS pixels. A window's own width will not do: a phone's grows with what is in it. */
  long contentWidth() {
    return ((Number) script("return document.documentElement.scrollWidth")).longValue();
  }

  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  private <T> T until(ExpectedCondition<T> condition) {
    return waiting().until(condition);
  }

  private FluentWait<WebDriver> waiting() {
    return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
