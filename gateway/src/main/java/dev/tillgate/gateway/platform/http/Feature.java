package dev.tillgate.gateway.platform.http;

import io.javalin.config.RoutesConfig;

/** A feature's routes: parse, call one method, render. */
@FunctionalInterface
public interface Feature {
  /** Registers every route of the feature, each with the scope it needs. */
  void addTo(RoutesConfig routes);
}
