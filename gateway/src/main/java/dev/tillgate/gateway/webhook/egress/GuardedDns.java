package dev.tillgate.gateway.webhook.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/** A name server whose answers are seen only as far as the guard permits. */
public final class GuardedDns implements Dns {
  private final EgressGuard guard;
  private final Dns names;

  public GuardedDns(EgressGuard guard, Dns names) {
    this.guard = guard;
    this.names = names;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    return guard.permitted(host, names.lookup(host));
  }
}
