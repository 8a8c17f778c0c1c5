package dev.tillgate.gateway.webhook.egress;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a connection that brings more than {@value #BYTES_MAX} bytes for one request, however they
 * are wrapped: the client bounds headers and we bound the body, but nobody else bounds a line of
 * chunk extensions that never ends.
 */
final class ReplyBound {
  /** 256 KiB of headers, 64 KiB of body, and as much again for what goes around them. */
  static final int BYTES_MAX = 512 << 10;

  // Shorter than any request, longer than what TLS writes by itself when the peer wants new keys.
  private static final int REQUEST_BYTES_MIN = 100;

  private final AtomicInteger taken = new AtomicInteger();

  InputStream around(InputStream replies) {
    return new FilterInputStream(replies) {
      @Override
      public int read() throws IOException {
        int one = in.read();
        count(one < 0 ? one : 1);
        return one;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return count(in.read(bytes, offset, length));
      }
    };
  }

  OutputStream around(OutputStream requests) {
    return new FilterOutputStream(requests) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length >= REQUEST_BYTES_MIN) {
          taken.set(0);
        }
        out.write(bytes, offset, length);
      }
    };
  }

  private int count(int read) throws IOException {
    if (read > 0 && taken.addAndGet(read) > BYTES_MAX) {
      throw new IOException("the reply is larger than " + BYTES_MAX + " bytes");
    }
    return read;
  }
}
