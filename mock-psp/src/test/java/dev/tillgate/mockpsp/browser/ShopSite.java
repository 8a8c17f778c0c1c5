package dev.tillgate.mockpsp.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** The shop a shopper comes from and goes back to; every page of it says where it is. */
final class ShopSite implements AutoCloseable {
  private final HttpServer server;

  ShopSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", ShopSite::answer);
    server.start();
  }

  String url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort()) + path;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] page =
        ("<!doctype html><title>Shop</title><p>The shop at " + exchange.getRequestURI().getPath())
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
