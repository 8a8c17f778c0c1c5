package dev.tillgate.mockpsp;

import java.io.File;
import java.lang.reflect.InvocationTargetException;

/**
 * The jar's entry, compiled for Java 8 so that a JVM that is too old says so in a sentence instead
 * of a stack trace. Everything else is Java 21 and reached by name only.
 */
public final class Main {
  private static final int OLDEST_JAVA = 21;
  private static final String COMMAND = "dev.tillgate.mockpsp.cli.MockPspCommand";

  private Main() {}

  /** Runs the command line; the process ends with its exit status, 2 when the JVM is too old. */
  public static void main(String[] arguments) throws Throwable {
    if (javaVersion() < OLDEST_JAVA) {
      System.err.println(
          "mock-psp needs Java 21 or newer; this is Java "
              + System.getProperty("java.version")
              + " at "
              + System.getProperty("java.home")
              + newerJava());
      System.exit(2);
    }
    try {
      Class.forName(COMMAND).getMethod("main", String[].class).invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static int javaVersion() {
    String[] parts = System.getProperty("java.specification.version").split("\\.");
    return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
  }

  /** A hint, taken from the folder names beside this JVM: good enough to point at the right one. */
  private static String newerJava() {
    File[] neighbours = new File(System.getProperty("java.home")).getParentFile().listFiles();
    for (File home : neighbours == null ? new File[0] : neighbours) {
      String digits = home.getName().replaceAll("^\\D*(\\d+).*$", "$1");
      File java = new File(home, "bin/java");
      if (isNewEnough(digits) && java.canExecute()) {
        return "; found " + java;
      }
    }
    return "; set JAVA_HOME to a newer one.";
  }

  private static boolean isNewEnough(String digits) {
    return digits.matches("\\d{2,3}") && Integer.parseInt(digits) >= OLDEST_JAVA;
  }
}
