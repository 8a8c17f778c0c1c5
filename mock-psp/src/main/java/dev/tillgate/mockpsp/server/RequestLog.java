package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.store.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last thousand requests and their answers, fewer if they are large, in memory, for whoever
 * debugs a test. Safe to share.
 */
public final class RequestLog {
  private static final int KEPT = 1000;

  /** A card number however it is grouped, also in a form; a signing secret. */
  private static final Pattern SECRET =
      Pattern.compile("(?<!\\w)\\d(?:(?:[ +-]|%20)?\\d){12,18}(?!\\w)|(?<=whsec_)\\w+");

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

    /** As the control plane shows it: without card numbers and secrets. */
    public ObjectNode json() {
      return Json.object()
          .put("id", requestId)
          .put("method", method)
          .put("path", target)
          .put("form", masked(form))
          .put("status", status)
          .put("answer", masked(answer));
    }

    private static String masked(String text) {
      return SECRET.matcher(text).replaceAll("****");
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
