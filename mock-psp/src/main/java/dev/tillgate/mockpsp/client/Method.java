package dev.tillgate.mockpsp.client;

/** The HTTP methods of the API. */
public enum Method {
  GET,
  POST,
  DELETE
}
