package dev.tillgate.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A relay that answers each command as the test says, 250 otherwise; "silence" is no answer. */
final class ScriptedRelay implements AutoCloseable {
  static final String SILENCE = "silence";

  final List<String> heard = new CopyOnWriteArrayList<>();
  final CountDownLatch silent = new CountDownLatch(1);
  private final ServerSocket server;
  private final Map<String, String> answers;

  private ScriptedRelay(ServerSocket server, Map<String, String> answers) {
    this.server = server;
    this.answers = answers;
  }

  /**
   * @param answers by the first word of a command; "." is the letter's end, "hello" the greeting
   */
  static ScriptedRelay answering(Map<String, String> answers) throws IOException {
    ScriptedRelay relay =
        new ScriptedRelay(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), answers);
    Thread.ofVirtual().start(relay::serve);
    return relay;
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        talk(socket);
      } catch (IOException overOrBroken) {
        // The next one, or the end.
      }
    }
  }

  private void talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    say(socket, answers.getOrDefault("hello", "220 relay.example"));
    boolean letter = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String word = line.split("[ :]", 2)[0];
      if (letter && !line.equals(".")) {
        continue;
      }
      heard.add(line);
      letter = word.equals("DATA") && !answers.containsKey("DATA");
      say(socket, answers.getOrDefault(word, letter ? "354 go on" : "250 relay.example"));
    }
  }

  private void say(Socket socket, String answer) throws IOException {
    if (answer.equals(SILENCE)) {
      silent.countDown();
      return;
    }
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
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
