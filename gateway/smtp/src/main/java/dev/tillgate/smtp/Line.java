package dev.tillgate.smtp;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One send's connection, which somebody else may cut: the clock, or a gateway that stops. */
final class Line {
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final AtomicReference<@Nullable Socket> socket = new AtomicReference<>();

  /** Whether it was cut, and by whom. */
  enum State {
    OPEN,
    LATE,
    STOPPED
  }

  State state() {
    return state.get();
  }

  /** The connection is this line's from now on; refused when the line was cut meanwhile. */
  void hold(Socket connected) throws IOException {
    socket.set(connected);
    if (state.get() != State.OPEN) {
      connected.close();
      throw new SocketException("cut while it connected");
    }
  }

  void cut(State why) {
    state.compareAndSet(State.OPEN, why);
    hangUp();
  }

  /** Ends the connection, if there is one. */
  void hangUp() {
    Socket held = socket.get();
    try {
      if (held != null) {
        held.close();
      }
    } catch (IOException alreadyBroken) {
      // It is over either way.
    }
  }
}
