package dev.tillgate.system.process;

import dev.tillgate.gateway.Gateway;
import dev.tillgate.mockpsp.MockPsp;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A jar as it ships, run by a JVM of its own. */
public enum ShippedJar {
  GATEWAY("tillgate.gateway.jar", Gateway.class),
  MOCK_PSP("tillgate.mock-psp.jar", MockPsp.class);

  // Most processes live for seconds: what the second compiler would gain comes too late.
  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  private static final int CACHES_SINCE = 25;

  private static final List<String> SHORT_LIVED = List.of(FIRST_COMPILER_ONLY, "-XX:+UseSerialGC");

  private final String property;
  private final Class<?> inside;

  ShippedJar(String property, Class<?> inside) {
    this.property = property;
    this.inside = inside;
  }

  /** The command that runs it for a short while on the JVM this runs on. */
  public List<String> command(List<String> arguments) {
    List<String> options = new ArrayList<>(SHORT_LIVED);
    options.addAll(archived(name().toLowerCase(Locale.ROOT)));
    return command(options, arguments);
  }

  /** Many processes that live for seconds load the same classes. */
  private static List<String> archived(String name) {
    String directory = System.getProperty("tillgate.archives");
    return directory == null ? List.of() : withArchive(Path.of(directory, name + ".jsa"));
  }

  /**
   * Has the JVM keep an archive of the classes in that file. Whoever ends first makes it, and
   * writes its head last, so that nobody takes a half of it for one.
   */
  public static List<String> withArchive(Path archive) {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /**
   * Has the JVM start with what an earlier one left in that file, as the launcher has it: from Java
   * 25 on a cache of linked classes and their profiles (JEP 514), before that an archive of
   * classes. Whoever ends and finds none makes it.
   */
  public static List<String> withCache(Path cache) {
    if (Runtime.version().feature() < CACHES_SINCE || !ofEach().isEmpty()) {
      return withArchive(cache);
    }
    String option = Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=";
    return List.of(option + cache, "-Xlog:cds=off", "-Xlog:aot=off");
  }

  /** The command that runs it on the JVM this runs on, with those options of the JVM. */
  List<String> command(List<String> options, List<String> arguments) {
    return command(Path.of(System.getProperty("java.home")), options, arguments);
  }

  /** The command that runs it for a short while on that JVM. */
  public List<String> command(Path javaHome, List<String> arguments) {
    return command(javaHome, SHORT_LIVED, arguments);
  }

  private List<String> command(Path javaHome, List<String> options, List<String> arguments) {
    return command(javaHome, options, List.of("-jar", path().toString()), arguments);
  }

  /** The command that runs it for a short while with what that directory adds to its resources. */
  public List<String> commandWith(Path more, List<String> arguments) {
    String classPath = more + File.pathSeparator + path();
    return command(
        Path.of(System.getProperty("java.home")),
        SHORT_LIVED,
        List.of("-cp", classPath, inside.getPackageName() + ".Main"),
        arguments);
  }

  /** The command that runs a class of this process's class path. */
  static List<String> command(Class<?> main, List<String> options, List<String> arguments) {
    return command(
        Path.of(System.getProperty("java.home")),
        options,
        List.of("-cp", System.getProperty("java.class.path"), main.getName()),
        arguments);
  }

  /** What a JVM is given in any case: in a test even the benchmarks' live for seconds. */
  public static List<String> ofEach() {
    return Boolean.getBoolean("tillgate.short-lived") ? List.of(FIRST_COMPILER_ONLY) : List.of();
  }

  /** What the launcher gives the JVM of a gateway that serves for long; nothing without it. */
  static List<String> serving() {
    return given("tillgate.serving");
  }

  /** What has it start with what the launcher's rehearsal left; nothing without it. */
  public static List<String> rehearsed() {
    return given("tillgate.learned");
  }

  private static List<String> given(String property) {
    String given = System.getProperty(property, "");
    return given.isBlank() ? List.of() : List.of(given.strip().split(" +"));
  }

  private static List<String> command(
      Path javaHome, List<String> options, List<String> program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(ofEach());
    command.addAll(options);
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }

  /** The one the build names for its tests; otherwise the one whose classes these are. */
  private Path path() {
    String given = System.getProperty(property);
    Path jar = given == null ? ofClasses() : Path.of(given);
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is no jar; run mvn verify, or use ./tillgate");
    }
    return jar;
  }

  private Path ofClasses() {
    String url = inside.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(url));
  }
}
