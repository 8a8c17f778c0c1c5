package dev.tillgate.system.playground;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A tiny mail server (RFC 5321) that keeps what it gets; it says 421 until it is opened. */
public final class Postbox implements AutoCloseable {
  private final ServerSocket server;
  private final AtomicBoolean open = new AtomicBoolean();
  private final List<Letter> letters = new CopyOnWriteArrayList<>();

  private Postbox(ServerSocket server) {
    this.server = server;
  }

  /** Starts one on a free port, down. */
  public static Postbox start() {
    try {
      Postbox postbox = new Postbox(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("postbox").start(postbox::serve);
      return postbox;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on it takes letters. */
  public void open() {
    open.set(true);
  }

  public boolean isOpen() {
    return open.get();
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Everything it took, oldest first. */
  public List<Letter> letters() {
    return List.copyOf(letters);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      say(socket, open.get() ? "220 postbox" : "421 the postbox is closed");
      for (String line = in.readLine(); open.get() && line != null; line = in.readLine()) {
        answer(socket, in, line);
      }
    } catch (IOException hungUp) {
      // Whoever wrote will write again.
    }
  }

  private void answer(Socket socket, BufferedReader in, String command) throws IOException {
    switch (command.split("[ :]", 2)[0]) {
      case "DATA" -> {
        say(socket, "354 go on, end with a dot");
        letters.add(Letter.read(data(in).getBytes(ISO_8859_1)));
        say(socket, "250 kept as number " + letters.size());
      }
      case "QUIT" -> say(socket, "221 goodbye");
      default -> say(socket, "250 postbox");
    }
  }

  private static String data(BufferedReader in) throws IOException {
    StringBuilder data = new StringBuilder();
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("hung up in the middle of a letter");
      }
      data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
    }
    return data.toString();
  }

  private static void say(Socket socket, String answer) throws IOException {
    socket.getOutputStream().write((answer + "\r\n").getBytes(ISO_8859_1));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
