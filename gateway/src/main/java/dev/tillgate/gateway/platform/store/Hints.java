package dev.tillgate.gateway.platform.store;

import java.util.function.Consumer;

/**
 * What the gateways on one store call out to each other, so that none has to ask the store all the
 * time. Only hints: any of them may be lost, come late or come twice. Thread-safe.
 */
public interface Hints {
  /** Where there is nobody else. */
  Hints NONE =
      new Hints() {
        @Override
        public void give(Topic topic, String about) {}

        @Override
        public void listen(Topic topic, Consumer<String> ear) {}

        @Override
        public void onGap(Runnable ear) {}
      };

  /** What a hint may be about. */
  enum Topic {
    /** A gateway came or went. */
    NODE,
    /** An order changed; its id. */
    ORDER,
    /** An endpoint was made, changed or removed. */
    ENDPOINTS,
    /** There is something to deliver that the one who says so cannot take; the endpoint's id. */
    DUE
  }

  /** Tells all others, soon; from commit hooks, so it never blocks. */
  void give(Topic topic, String about);

  /** What is called with what others told; it must not block or write. */
  void listen(Topic topic, Consumer<String> ear);

  /** What is called when hints may have been missed; it must not block or write. */
  void onGap(Runnable ear);
}
