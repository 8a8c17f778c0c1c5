package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.delivery.Wishes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Receivers by URL, each a function; those not told otherwise answer 200. */
final class FakeSender implements Sender {
  static final Reply OK = status(200);

  final List<Message> sent = new CopyOnWriteArrayList<>();
  private final Map<String, Function<Message, Reply>> receivers = new ConcurrentHashMap<>();

  static Reply status(int status) {
    return new Reply.Answered(status, Wishes.NONE, "");
  }

  static Reply askedToWait(int status, String retryAfter) {
    return new Reply.Answered(status, new Wishes(retryAfter, null, false, false), "slow down");
  }

  static Reply asking(int status, Wishes wishes) {
    return new Reply.Answered(status, wishes, "");
  }

  void at(String url, Reply reply) {
    receivers.put(url, message -> reply);
  }

  void at(String url, Function<Message, Reply> receiver) {
    receivers.put(url, receiver);
  }

  @Override
  public Reply send(Message message) {
    sent.add(message);
    String url = message.target().endpoint().settings().url();
    return receivers.getOrDefault(url, any -> OK).apply(message);
  }

  /** The URLs sent to, in order. */
  List<String> urls() {
    return sent.stream().map(message -> message.target().endpoint().settings().url()).toList();
  }

  String payload(int index) {
    return new String(sent.get(index).payload(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    receivers.clear();
  }
}
