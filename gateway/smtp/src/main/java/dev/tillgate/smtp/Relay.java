package dev.tillgate.smtp;

import dev.tillgate.gateway.webhook.destination.Means;
import dev.tillgate.gateway.webhook.destination.NotAllowedException;
import dev.tillgate.gateway.webhook.destination.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** A mail server that takes letters from us; each on a connection of its own. */
final class Relay {
  private final Means means;
  private final RelayUrl url;
  private final Optional<Credentials> credentials;

  Relay(Means means, RelayUrl url, Optional<Credentials> credentials) {
    this.means = means;
    this.url = url;
    this.credentials = credentials;
  }

  /** Gives it the letter, or only sees whether it would take one from us. */
  Outcome take(Line line, Optional<Post> post) {
    try {
      Socket socket = connect(line);
      Session session = session(socket);
      try (SMTPTransport transport = transport(session)) {
        transport.connect(socket);
        return post.isPresent() ? send(transport, session, post.get(), url) : greeted(transport);
      }
    } catch (NotAllowedException refused) {
      return new Outcome.Refused(String.valueOf(refused.getMessage()));
    } catch (IOException | MessagingException e) {
      return switch (line.state()) {
        case OPEN -> RelayAnswer.of(e);
        case LATE -> new Outcome.Failed("the relay was not done after " + means.deadline());
        case STOPPED -> new Outcome.Interrupted();
      };
    }
  }

  private static Outcome send(SMTPTransport transport, Session session, Post post, RelayUrl url)
      throws MessagingException, IOException {
    MimeMessage message = new MimeLetter(session, post, url);
    message.saveChanges();
    transport.sendMessage(message, message.getAllRecipients());
    return new Outcome.Taken(transport.getLastServerResponse().strip());
  }

  private static Outcome greeted(SMTPTransport transport) {
    return new Outcome.Taken(
        "the relay lets us in; a sample is written to nobody: "
            + transport.getLastServerResponse().strip());
  }

  private Socket connect(Line line) throws IOException {
    InetSocketAddress address = InetSocketAddress.createUnresolved(url.host(), url.port());
    Socket plain = means.network().connect(address, means.deadline());
    line.hold(plain);
    return url.security() == RelayUrl.Security.TLS ? encrypted(plain) : plain;
  }

  private Socket encrypted(Socket plain) throws IOException {
    SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) sockets.createSocket(plain, url.host(), url.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // Names as RFC 2818 compares them.
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private Session session(Socket socket) {
    boolean starttls = url.security() == RelayUrl.Security.STARTTLS;
    Properties properties = new Properties();
    properties.put("mail.smtp.localhost", literal(socket.getLocalAddress()));
    properties.put("mail.smtp.auth", String.valueOf(credentials.isPresent()));
    properties.put("mail.smtp.starttls.enable", String.valueOf(starttls));
    properties.put("mail.smtp.starttls.required", String.valueOf(starttls));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.quitwait", "false"); // The letter is taken by then.
    return Session.getInstance(properties);
  }

  /** Who we are, without asking a name server (RFC 5321, 4.1.3). */
  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[IPv6:" + text.replaceFirst("%.*", "") + "]" : "[" + text + "]";
  }

  private SMTPTransport transport(Session session) {
    String username = credentials.map(Credentials::username).orElse(null);
    String password = credentials.map(Credentials::password).orElse(null);
    return new SMTPTransport(
        session, new URLName("smtp", url.host(), url.port(), null, username, password));
  }
}
