package dev.tillgate.system.demo;

import java.io.PrintStream;

/** Writes for a person; flushed line by line, so that the story is seen as it happens. */
final class Terminal {
  private final PrintStream out;
  private final boolean showsArrows;

  Terminal(PrintStream out) {
    this.out = out;
    this.showsArrows = out.charset().newEncoder().canEncode('→');
  }

  void blank() {
    line("");
  }

  void line(String text) {
    out.println(showsArrows ? text : text.replace("→", "->"));
    out.flush();
  }

  /** The beginning of a chapter. */
  void chapter(String title) {
    blank();
    line("== " + title);
  }

  /** Something that happened, so many milliseconds after the order was accepted. */
  void happened(long millis, String what, String text) {
    line("   %+6d ms  %-9s %s".formatted(millis, what, text));
  }

  /** What somebody does or sees, beside the timeline. */
  void aside(String text) {
    line("   -> " + text);
  }

  /** Something that was checked and is as it must be. */
  void checked(String text) {
    line("   ok  " + text);
  }
}
