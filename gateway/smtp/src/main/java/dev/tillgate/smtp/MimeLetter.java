package dev.tillgate.smtp;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A letter as it travels: text, the same as HTML, and the receipt attached. */
final class MimeLetter extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String id;

  MimeLetter(Session session, Post post, RelayUrl url)
      throws MessagingException, UnsupportedEncodingException {
    super(session);
    Envelope envelope = post.envelope();
    this.id = envelope.id();
    setFrom(new InternetAddress(url.from().address(), url.shop(), UTF_8));
    setRecipient(Message.RecipientType.TO, new InternetAddress(envelope.to().address(), true));
    setSubject(post.letter().subject(), UTF_8);
    setSentDate(Date.from(envelope.date()));
    setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday note answers it.
    setContent(
        new MimeMultipart(body(post.letter()), attachment(post.letter(), envelope.orderId())));
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static MimeBodyPart body(Letter letter) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(letter.text(), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(letter.html(), UTF_8, "html");
    MimeBodyPart both = new MimeBodyPart();
    both.setContent(new MimeMultipart("alternative", text, html));
    return both;
  }

  private static MimeBodyPart attachment(Letter letter, String orderId) throws MessagingException {
    MimeBodyPart receipt = new MimeBodyPart();
    receipt.setDataHandler(
        new DataHandler(new ByteArrayDataSource(letter.receipt(), "application/pdf")));
    receipt.setFileName("receipt-" + orderId.replaceAll("[^A-Za-z0-9_-]", "_") + ".pdf");
    return receipt;
  }
}
