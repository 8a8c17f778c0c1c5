package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.store.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The last requests and their answers, in memory, for whoever debugs a test. Safe to share. */
public final class RequestLog {
  private static final int KEPT = 1000;

  private final Deque<Entry> entries = new ArrayDeque<>();

  /** One request with what it was answered; never its key. */
  public record Entry(
      String requestId, String method, String target, String form, int status, String answer) {

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
    if (entries.size() == KEPT) {
      entries.removeLast();
    }
    entries.addFirst(entry);
  }

  /** The newest first. */
  public synchronized List<Entry> last(int limit) {
    return new ArrayList<>(entries).subList(0, Math.clamp(limit, 0, entries.size()));
  }

  /** Forgets them. */
  public synchronized void clear() {
    entries.clear();
  }
}
