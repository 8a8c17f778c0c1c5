package dev.tillgate.gateway.webhook.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that ask the guard before they connect, and bound what one reply may bring; direct ones,
 * whatever proxy the JVM is told.
 */
public final class GuardedSocketFactory extends SocketFactory {
  private final EgressGuard guard;
  private final Dialer dialer;

  /** Makes the connection once the guard has agreed; a test's dialer only takes note. */
  @FunctionalInterface
  public interface Dialer {
    void dial(Connect connect, InetSocketAddress target, int timeoutMillis) throws IOException;
  }

  /** The socket's own connecting. */
  @FunctionalInterface
  public interface Connect {
    void to(SocketAddress target, int timeoutMillis) throws IOException;
  }

  public GuardedSocketFactory(EgressGuard guard, Dialer dialer) {
    this.guard = guard;
    this.dialer = dialer;
  }

  @Override
  public Socket createSocket() {
    return new GuardedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(InetSocketAddress target) throws IOException {
    Socket socket = createSocket();
    socket.connect(target);
    return socket;
  }

  private final class GuardedSocket extends Socket {
    private final ReplyBound bound = new ReplyBound();

    GuardedSocket() {
      super(Proxy.NO_PROXY);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return bound.around(super.getInputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return bound.around(super.getOutputStream());
    }

    @Override
    public void connect(SocketAddress target) throws IOException {
      connect(target, 0);
    }

    @Override
    public void connect(SocketAddress target, int timeoutMillis) throws IOException {
      if (!(target instanceof InetSocketAddress address)) {
        throw new EgressRefused("not an Internet address");
      }
      guard.check(address);
      dialer.dial(super::connect, address, timeoutMillis);
    }
  }
}
