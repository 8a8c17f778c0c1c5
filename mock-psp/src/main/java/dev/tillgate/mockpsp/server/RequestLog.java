package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.store.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last thousand requests and their answers, fewer if they are large, in memory, for whoever
 * debugs a test. Safe to share.
 */
public final class RequestLog {
  private static final int KEPT = 1000;

  /** Of what they hold together: a few large ones must not push the provider off its heap. */
  private static final int CHARACTERS_KEPT = 16 << 20;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final AtomicInteger characters = new AtomicInteger();

  /** One request with what it was answered; never its key. */
  public record Entry(
      String requestId, String method, String target, String form, int status, String answer) {

    private int characters() {
      return target.length() + form.length() + answer.length();
    }

    /** As the control plane shows it. */
    public ObjectNode json() {
      return Json.object()
          .put("id", requestId)
          .put("method", method)
          .put("path", target)
          .put("form", form)
          .put("status", status)
          .put("answer", answer);
    }
  }

  synchronized void add(Entry entry) {
    entries.addFirst(entry);
    int held = characters.addAndGet(entry.characters());
    while (entries.size() > KEPT || held > CHARACTERS_KEPT) {
      held = characters.addAndGet(-entries.removeLast().characters());
    }
  }

  /** The newest first. */
  public synchronized List<Entry> last(int limit) {
    return new ArrayList<>(entries).subList(0, Math.clamp(limit, 0, entries.size()));
  }

  /** Forgets them. */
  public synchronized void clear() {
    entries.clear();
    characters.set(0);
  }
}
